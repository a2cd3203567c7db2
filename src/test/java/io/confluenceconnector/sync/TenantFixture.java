package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.http.Timeouts;
import io.confluenceconnector.http.TrustedCertificates;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.tenant.ProcessResources;
import io.confluenceconnector.tenant.TenantRuntime;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.List;
import java.util.Optional;

/** A tenant between two simulated services, with the real routes, without the process around it. */
final class TenantFixture implements AutoCloseable {

    static final String SINGLE = "kb-page";
    static final String ALL = "kb-tree";

    private static final TrustedCertificates CERTIFICATES = TrustedCertificates.withExtra(List.of());

    final ConfluenceSimulator confluence;
    final PlatformSimulator platform;
    final String rootScopeId;
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TenantConfig tenant;
    private TenantRuntime runtime;

    private TenantFixture(ConfluenceSimulator confluence, PlatformSimulator platform, String rootScopeId,
                          String yaml, Map<String, String> secrets) {
        this.confluence = confluence;
        this.platform = platform;
        this.rootScopeId = rootScopeId;
        this.tenant = load(yaml, secrets);
        this.runtime = start();
    }

    /** Cloud by OAuth, the platform from outside its cluster. */
    static TenantFixture cloud(String... processing) {
        ConfluenceSimulator confluence = ConfluenceSimulator.cloud();
        PlatformSimulator platform = PlatformSimulator.start();
        String root = platform.createRootScope("Confluence Cloud");
        Map<String, String> secrets = new HashMap<>();
        secrets.put("CLIENT_SECRET", confluence.clientSecret());
        secrets.put("ZITADEL_SECRET", platform.zitadelClientSecret());
        return new TenantFixture(confluence, platform, root, """
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
                  ingestAllLabel: %s
                unique:
                  serviceAuthMode: external
                  zitadelOauthTokenUrl: %s
                  zitadelClientId: %s
                  zitadelProjectId: "%s"
                  zitadelClientSecret: os.environ/ZITADEL_SECRET
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 1000000
                processing:
                  concurrency: 4
                %s
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), confluence.cloudId(), confluence.apiBaseUrl(),
                confluence.clientId(), confluence.tokenUrl(), SINGLE, ALL, platform.zitadelTokenUrl(),
                platform.zitadelClientId(), platform.zitadelProjectId(), platform.ingestionUrl(),
                platform.scopeManagementUrl(), indented(processing), root), secrets);
    }

    /** Data Center by personal access token, the platform from within its cluster. */
    static TenantFixture dataCenter(String... processing) {
        ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/confluence");
        PlatformSimulator platform = PlatformSimulator.start();
        String root = platform.createRootScope("Confluence Data Center");
        return new TenantFixture(confluence, platform, root, """
                confluence:
                  instanceType: data-center
                  baseUrl: %s
                  auth:
                    mode: pat
                    token: os.environ/PAT
                  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: %s
                  ingestAllLabel: %s
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders:
                    x-company-id: company-1
                    x-user-id: user-1
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 1000000
                processing:
                  concurrency: 4
                %s
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), SINGLE, ALL, platform.ingestionUrl(),
                platform.scopeManagementUrl(), indented(processing), root),
                Map.of("PAT", confluence.personalAccessToken()));
    }

    private static String indented(String... lines) {
        return String.join("\n", java.util.Arrays.stream(lines).map(line -> "  " + line).toList());
    }

    private static TenantConfig load(String yaml, Map<String, String> secrets) {
        try {
            Path folder = Files.createTempDirectory("tenant");
            Path file = folder.resolve("acme-tenant-config.yaml");
            Files.writeString(file, yaml);
            TenantConfig tenant = new TenantConfigLoader(new SecretResolver(secrets::get, (reference, why) -> { }))
                    .load(folder + "/*-tenant-config.yaml").get(0);
            Files.delete(file);
            Files.delete(folder);
            return tenant;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TenantRuntime start() {
        TenantRuntime started = new TenantRuntime(tenant, new ProcessResources(Path.of("routes"), CERTIFICATES,
                Optional.empty(), new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10)),
                Duration.ofSeconds(5), meters, Clock.systemUTC()), CycleListener.NONE, false);
        started.start();
        return started;
    }

    /** Runs one cycle to its end. */
    CycleReport cycle() {
        return runtime.runCycle().orElseThrow();
    }

    TenantRuntime runtime() {
        return runtime;
    }

    /** Ends the process and starts it anew: what lived in memory is gone. */
    void restart() {
        runtime.close();
        runtime = start();
    }

    @Override
    public void close() {
        runtime.close();
        confluence.close();
        platform.close();
    }
}
