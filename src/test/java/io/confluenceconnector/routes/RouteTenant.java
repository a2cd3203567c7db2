package io.confluenceconnector.routes;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.http.Timeouts;
import io.confluenceconnector.http.TrustedCertificates;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.tenant.ProcessResources;
import io.confluenceconnector.tenant.TenantRuntime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.MBeanServerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Cloud tenant between the simulators, with route files of the test's choice. */
final class RouteTenant implements AutoCloseable {

    static final String LABEL = "kb-page";

    final ConfluenceSimulator confluence = ConfluenceSimulator.cloud();
    final PlatformSimulator platform = PlatformSimulator.start();
    private Optional<TenantRuntime> runtime = Optional.empty();

    /** Loads the routes of a directory and starts them, without a schedule. */
    void start(Path routes) {
        TenantRuntime started = new TenantRuntime(configuration(), new ProcessResources(routes,
                TrustedCertificates.withExtra(List.of()), Optional.empty(),
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10)), Duration.ofSeconds(5),
                new SimpleMeterRegistry(), MBeanServerFactory.newMBeanServer(), Clock.systemUTC(), Set.of()), CycleListener.NONE, RunMode.ON_DEMAND);
        runtime = Optional.of(started);
        started.start();
    }

    CycleReport cycle() {
        return runtime.orElseThrow().runCycle().orElseThrow();
    }

    /** What Confluence's API calls begin with. */
    String confluenceApi() {
        return confluence.apiBaseUrl() + "/ex/confluence/" + confluence.cloudId();
    }

    private TenantConfig configuration() {
        Map<String, String> secrets = Map.of("CLIENT_SECRET", confluence.clientSecret(),
                "ZITADEL_SECRET", platform.zitadelClientSecret());
        String yaml = """
                confluence:
                  instanceType: cloud
                  baseUrl: %s
                  cloudId: %s
                  apiBaseUrl: %s
                  auth:
                    mode: oauth_2lo
                    clientId: %s
                    clientSecret: os.environ/CLIENT_SECRET
                    tokenUrl: %s
                  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: %s
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: external
                  zitadelOauthTokenUrl: %s
                  zitadelClientId: %s
                  zitadelProjectId: "%s"
                  zitadelClientSecret: os.environ/ZITADEL_SECRET
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 1000000
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), confluence.cloudId(), confluence.apiBaseUrl(), confluence.clientId(),
                confluence.tokenUrl(), LABEL, platform.zitadelTokenUrl(), platform.zitadelClientId(),
                platform.zitadelProjectId(), platform.ingestionUrl(), platform.scopeManagementUrl(),
                platform.createRootScope("Root"));
        try {
            Path folder = Files.createTempDirectory("tenant");
            Path file = Files.writeString(folder.resolve("acme-tenant-config.yaml"), yaml);
            TenantConfig tenant = new TenantConfigLoader(new SecretResolver(secrets::get, (reference, why) -> { }))
                    .load(folder + "/*-tenant-config.yaml").get(0);
            Files.delete(file);
            Files.delete(folder);
            return tenant;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runtime.ifPresent(TenantRuntime::close);
        confluence.close();
        platform.close();
    }
}
