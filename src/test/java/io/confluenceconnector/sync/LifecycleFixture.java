package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.http.Timeouts;
import io.confluenceconnector.http.TrustedCertificates;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.tenant.ProcessResources;
import io.confluenceconnector.tenant.TenantRuntime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import javax.management.MBeanServerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A tenant over several processes, between which its file may say another status. */
final class LifecycleFixture implements AutoCloseable {

    static final String SINGLE = "kb-page";

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));

    final ConfluenceSimulator confluence;
    final PlatformSimulator platform = PlatformSimulator.start();
    final String rootScopeId = platform.createRootScope("Confluence");
    private TenantConfig tenant;
    private TenantRuntime runtime;

    private LifecycleFixture(ConfluenceSimulator confluence, String instance, int reconcileEveryCycles) {
        this.confluence = confluence;
        this.tenant = load(instance.indent(2), reconcileEveryCycles);
        this.runtime = started();
    }

    static LifecycleFixture cloud() {
        return cloud(96);
    }

    static LifecycleFixture cloud(int reconcileEveryCycles) {
        ConfluenceSimulator cloud = ConfluenceSimulator.cloud();
        return new LifecycleFixture(cloud, """
                instanceType: cloud
                cloudId: %s
                apiBaseUrl: %s
                auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.environ/SECRET, tokenUrl: "%s"}
                """.formatted(cloud.cloudId(), cloud.apiBaseUrl(), cloud.clientId(), cloud.tokenUrl()),
                reconcileEveryCycles);
    }

    static LifecycleFixture dataCenter() {
        return new LifecycleFixture(ConfluenceSimulator.dataCenter("/confluence"), """
                instanceType: data-center
                auth: {mode: pat, token: os.environ/TOKEN}
                """, 96);
    }

    private TenantConfig load(String instance, int reconcileEveryCycles) {
        String yaml = "confluence:\n" + instance + """
                  baseUrl: %s
                  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: %s
                  ingestAllLabel: kb-tree
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
                  reconcileEveryCycles: %d
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), SINGLE, platform.ingestionUrl(), platform.scopeManagementUrl(),
                reconcileEveryCycles, rootScopeId);
        Map<String, String> secrets =
                Map.of("SECRET", confluence.clientSecret(), "TOKEN", confluence.personalAccessToken());
        try {
            Path folder = Files.createTempDirectory("tenant");
            Path file = Files.writeString(folder.resolve("acme-tenant-config.yaml"), yaml);
            TenantConfig loaded = new TenantConfigLoader(new SecretResolver(secrets::get, (reference, why) -> { }))
                    .load(folder + "/*-tenant-config.yaml").get(0);
            Files.delete(file);
            Files.delete(folder);
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TenantRuntime started() {
        TenantRuntime started = new TenantRuntime(tenant, new ProcessResources(Path.of("routes"),
                TrustedCertificates.withExtra(List.of()), Optional.empty(), TIMEOUTS, Duration.ofSeconds(5),
                new SimpleMeterRegistry(), MBeanServerFactory.newMBeanServer(), Clock.systemUTC(), Set.of()), CycleListener.NONE, false);
        started.start();
        return started;
    }

    /** Runs one cycle to its end. */
    CycleReport cycle() {
        return runtime.runCycle().orElseThrow();
    }

    /** Ends the process and starts it anew: what lived in memory is gone, and the platform's journal is empty. */
    void restart() {
        runtime.close();
        runtime = started();
        platform.clearRequests();
        confluence.clearRequests();
    }

    void restart(TenantStatus status) {
        tenant = new TenantConfig(tenant.name(), status, tenant.confluence(), tenant.unique(), tenant.processing(),
                tenant.ingestion());
        restart();
    }

    static String key(SimContent page) {
        return "acme/" + page.space().id() + "_" + page.space().key() + "/" + page.id();
    }

    static String key(SimContent page, SimAttachment attachment) {
        return key(page) + "::" + attachment.id();
    }

    StoredContent stored(SimContent page) {
        return platform.contents().get(key(page));
    }

    /** Puts other metadata in place behind the connector's back; the file diff goes on to find nothing to do. */
    void storeAnew(SimContent page, Map<String, Object> metadata) {
        StoredContent before = stored(page);
        platform.storePage(before.key(), before.ownerId(), before.title(), before.url(), metadata,
                String.valueOf(before.metadata().get("versionTimestamp")), "<p>Of before</p>");
    }

    /** Everything but the grants, which every cycle repeats (P2). */
    List<Mutation> mutations() {
        return platform.mutations().stream()
                .filter(mutation -> !mutation.name().equals(Operations.CREATE_SCOPE_ACCESSES)).toList();
    }

    /** How many times a page was finalised since the restart. */
    long finalised(String contentKey) {
        return mutations().stream().filter(mutation -> mutation.name().equals(Operations.FINALISE))
                .filter(mutation -> mutation.subject().equals(contentKey)).count();
    }

    @Override
    public void close() {
        runtime.close();
        confluence.close();
        platform.close();
    }
}
