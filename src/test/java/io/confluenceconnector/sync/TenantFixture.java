package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.http.Timeouts;
import io.confluenceconnector.http.TrustedCertificates;
import io.confluenceconnector.plan.TenantPlan;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredScope;
import io.confluenceconnector.tenant.ProcessResources;
import io.confluenceconnector.tenant.TenantRuntime;
import io.confluenceconnector.tenant.TenantStop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A tenant between two simulated services, with the real routes, without the process around it. */
final class TenantFixture implements AutoCloseable {

    /** Items side by side, unless a test wants another number. */
    static final int CONCURRENCY = 4;
    static final String SINGLE = "kb-page";
    static final String ALL = "kb-tree";

    /** Of the configuration; small, so that too large a file is no burden. */
    static final int MAX_FILE_BYTES = 1024 * 1024;

    private static final TrustedCertificates CERTIFICATES = TrustedCertificates.withExtra(List.of());
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));

    static {
        // the settings an operator has too: waits between tries that no test wants to sit out
        System.setProperty("retry.first-delay-millis", "1");
        System.setProperty("root-scope-change.poll-millis", "20");
    }

    final ConfluenceSimulator confluence;
    final PlatformSimulator platform;
    final Setup setup;
    final String name;
    final boolean firstKeyFormat;
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    final AtomicInteger skippedCycles = new AtomicInteger();
    private final Map<String, String> secrets;
    private final Builder settings;
    private String rootScopeId;
    private TenantStatus status = TenantStatus.ACTIVE;
    private TenantRuntime runtime;

    private TenantFixture(Builder settings) {
        this.settings = settings;
        this.setup = settings.setup;
        this.name = settings.name;
        this.confluence = settings.confluence.orElseGet(setup::startConfluence);
        this.platform = settings.platform.orElseGet(PlatformSimulator::start);
        this.firstKeyFormat = settings.ingestion.contains("useV1KeyFormat: enabled");
        this.secrets = secrets(confluence, platform);
        this.rootScopeId = settings.rootExists ? newRoot("Confluence of " + name) : "scope_of_nobody";
        this.runtime = startRuntime();
    }

    static Builder of(Setup setup) {
        return new Builder(setup);
    }

    /** What a test may want otherwise. */
    static final class Builder {
        private final Setup setup;
        private final List<String> processing = new ArrayList<>();
        private final List<String> ingestion = new ArrayList<>();
        private String name = "acme";
        private int concurrency = CONCURRENCY;
        private int requestsPerMinute = 1_000_000;
        private boolean rootExists = true;
        private Clock clock = Clock.systemUTC();
        private Path routes = Path.of("routes");
        private Optional<ConfluenceSimulator> confluence = Optional.empty();
        private Optional<PlatformSimulator> platform = Optional.empty();

        private Builder(Setup setup) {
            this.setup = setup;
        }

        Builder clock(Clock tenantClock) {
            clock = tenantClock;
            return this;
        }

        Builder named(String tenantName) {
            name = tenantName;
            return this;
        }

        Builder confluence(ConfluenceSimulator instance) {
            confluence = Optional.of(instance);
            return this;
        }

        /** Another tenant's platform, which that one closes. */
        Builder platform(PlatformSimulator shared) {
            platform = Optional.of(shared);
            return this;
        }

        /** An id that the platform does not know. */
        Builder missingRoot() {
            rootExists = false;
            return this;
        }

        Builder concurrency(int items) {
            concurrency = items;
            return this;
        }

        /** The limit of both systems; out of the way unless a test is about it. */
        Builder requestsPerMinute(int limit) {
            requestsPerMinute = limit;
            return this;
        }

        Builder processing(String line) {
            processing.add(line);
            return this;
        }

        Builder ingestion(String line) {
            ingestion.add(line);
            return this;
        }

        Builder routes(Path directory) {
            routes = directory;
            return this;
        }

        TenantFixture start() {
            return new TenantFixture(this);
        }
    }

    private static Map<String, String> secrets(ConfluenceSimulator confluence, PlatformSimulator platform) {
        Map<String, String> secrets = new HashMap<>();
        secrets.put("CLIENT_SECRET", confluence.clientSecret());
        secrets.put("PAT", confluence.personalAccessToken());
        secrets.put("USERNAME", confluence.username());
        secrets.put("PASSWORD", confluence.password());
        secrets.put("ZITADEL_SECRET", platform.zitadelClientSecret());
        return secrets;
    }

    private String newRoot(String rootName) {
        String company = platform.scopes().stream().filter(scope -> scope.path().equals("/Company"))
                .findFirst().map(StoredScope::id).orElseGet(() -> platform.createRootScope("Company"));
        return platform.createScope(company, rootName, Optional.empty());
    }

    private TenantConfig load() {
        String yaml = """
                status: %s
                confluence:
                %s
                  apiRateLimitPerMinute: %d
                  ingestSingleLabel: %s
                  ingestAllLabel: %s
                unique:
                %s
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: %d
                processing:
                  concurrency: %d
                %s
                ingestion:
                  scopeId: %s
                  attachments:
                    maxFileSizeMb: 1
                %s
                """.formatted(status.text(), setup.confluenceYaml(confluence).indent(2),
                settings.requestsPerMinute, SINGLE, ALL, setup.platformYaml(platform).indent(2),
                platform.ingestionUrl(), platform.scopeManagementUrl(), settings.requestsPerMinute,
                settings.concurrency, lines(settings.processing), rootScopeId, lines(settings.ingestion));
        try {
            Path folder = Files.createTempDirectory("tenant");
            Path file = folder.resolve(name + "-tenant-config.yaml");
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

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }

    /** What a sync of a new process would do, found out by another process beside the running one. */
    TenantPlan plan() {
        return plan(false);
    }

    /** @param approved whether the sync would be given {@code --approve-deletions} */
    TenantPlan plan(boolean approved) {
        TenantRuntime planning = newRuntime(CycleListener.NONE, RunMode.PLAN, new SimpleMeterRegistry(),
                MBeanServerFactory.newMBeanServer(), settings.routes);
        try (planning) {
            planning.start();
            if (approved) {
                planning.approveDeletions();
            }
            return planning.plan();
        }
    }

    private TenantRuntime newRuntime(CycleListener listener, RunMode mode, MeterRegistry registry, MBeanServer server,
                                     Path routes) {
        return new TenantRuntime(load(), new ProcessResources(routes, CERTIFICATES, Optional.empty(), TIMEOUTS,
                Duration.ofSeconds(5), registry, server, settings.clock, Set.of()), listener, mode);
    }

    private TenantRuntime startRuntime() {
        CycleListener listener = new CycleListener() {
            @Override
            public void skipped() {
                skippedCycles.incrementAndGet();
            }
        };
        TenantRuntime started = newRuntime(listener, RunMode.ON_DEMAND, meters, mbeans, settings.routes);
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

    String rootScopeId() {
        return rootScopeId;
    }

    /** Ends the process and starts it anew: what lived in memory is gone. */
    void restart() {
        runtime.close();
        runtime = startRuntime();
    }

    /** SIGTERM now (P19). */
    void stop() {
        TenantStop.of(runtime);
    }

    /** The operator changes the tenant's status, and starts the process anew. */
    void restart(TenantStatus newStatus) {
        status = newStatus;
        restart();
    }

    /** The operator adds a line below {@code ingestion}, and starts the process anew. */
    void reconfigure(String ingestionLine) {
        settings.ingestion(ingestionLine);
        restart();
    }

    /** The operator configures another root scope, and starts the process anew; answers its id. */
    String changeRoot(String rootName) {
        useRoot(newRoot(rootName));
        return rootScopeId;
    }

    /** The operator configures another root scope, which exists, and starts the process anew. */
    void useRoot(String scopeId) {
        rootScopeId = scopeId;
        restart();
    }

    @Override
    public void close() {
        runtime.close();
        confluence.close();
        if (settings.platform.isEmpty()) {
            platform.close();
        }
    }
}
