package io.confluenceconnector.reload;

import io.confluenceconnector.config.HealthSettings;
import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.health.CheckResult;
import io.confluenceconnector.health.SyncHistory;
import io.confluenceconnector.http.Timeouts;
import io.confluenceconnector.http.TrustedCertificates;
import io.confluenceconnector.routes.RouteFiles;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.tenant.ProcessResources;
import io.confluenceconnector.tenant.TenantRuntime;
import io.confluenceconnector.tenant.Tenants;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import static org.awaitility.Awaitility.await;

/** The tenants of a process, with files that a test edits, between simulated services; cycles start by themselves. */
final class ReloadFixture implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String LABEL = "kb-page";

    final Path folder;
    final Path routes;
    final ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/wiki");
    final PlatformSimulator platform = PlatformSimulator.start();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    final SyncHistory history = new SyncHistory(new HealthSettings(5, 0.5, Duration.ofSeconds(1)));
    final Map<String, String> secrets = new ConcurrentHashMap<>(Map.of("PAT", confluence.personalAccessToken()));
    final List<CycleReport> cycles = new CopyOnWriteArrayList<>();
    final SimContent page = confluence.page(confluence.space("OPS", "Operations", "global"), "Rota", "<p>Rota</p>", LABEL);
    final String rootScope = platform.createRootScope("Wiki");
    private final Tenants tenants;
    private volatile Optional<Reload> reload = Optional.empty();
    private volatile Consumer<String> onLoad = name -> { };

    /** @param temporary an empty folder, for tenant files and copies of the route files */
    ReloadFixture(Path temporary) {
        System.setProperty("retry.first-delay-millis", "1");
        try {
            folder = Files.createDirectory(temporary.resolve("tenants"));
            routes = Files.createDirectory(temporary.resolve("routes"));
            Files.createDirectory(routes.resolve("extensions"));
            RouteFiles.read(Path.of("routes")).texts().forEach((name, text) -> save(routes.resolve(name), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tenants = new Tenants(new ProcessResources(routes, TrustedCertificates.withExtra(List.of()), Optional.empty(),
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30)), Duration.ofSeconds(10),
                meters, mbeans, Clock.systemUTC(), Set.of()), this::listener, history::forget, RunMode.SERVICE, false);
    }

    private CycleListener listener(TenantConfig tenant) {
        onLoad.accept(tenant.name().value());
        return CycleListener.all(history.listenTo(tenant.name(), tenant.status()), new CycleListener() {
            @Override
            public void finished(CycleReport report) {
                cycles.add(report);
            }
        });
    }

    Reload start() {
        Reload started = new Reload(new TenantConfigLoader(new SecretResolver(secrets::get, (reference, why) -> { })),
                folder + "/*-tenant-config.yaml", routes, tenants);
        reload = Optional.of(started);
        started.start();
        return started;
    }

    /** @param task is done while a tenant is being loaded, which waits for its end */
    void onLoad(Consumer<String> task) {
        onLoad = task;
    }

    /** As a signal does. */
    void stop() {
        tenants.close();
    }

    CheckResult check() {
        return reload.orElseThrow().check();
    }

    int expected() {
        return tenants.expected();
    }

    /** Two looks: what has changed now takes effect. */
    void look() {
        reload.orElseThrow().look();
        reload.orElseThrow().look();
    }

    /** A tenant that never runs by cron during a test, only at once. */
    String yaml() {
        return yaml(confluence, rootScope);
    }

    String yaml(ConfluenceSimulator instance, String scopeId) {
        return """
                status: active
                confluence:
                  instanceType: data-center
                  baseUrl: %s
                  auth: {mode: pat, token: os.environ/PAT}
                  apiRateLimitPerMinute: 1000000
                  ingestSingleLabel: %s
                  ingestAllLabel: kb-tree
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders: {x-company-id: company-1, x-user-id: user-1}
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 1000000
                processing:
                  concurrency: 2
                  scanIntervalCron: "0 0 1 1 *"
                ingestion:
                  scopeId: %s
                """.formatted(instance.baseUrl(), LABEL, platform.ingestionUrl(), platform.scopeManagementUrl(), scopeId);
    }

    /** The same for a Cloud site, whose client secret is in variable {@code CLOUD}. */
    String cloudYaml(ConfluenceSimulator cloud, String scopeId) {
        secrets.put("CLOUD", cloud.clientSecret());
        return yaml(cloud, scopeId).replace("instanceType: data-center", "instanceType: cloud").replace(
                "auth: {mode: pat, token: os.environ/PAT}", """
                cloudId: %s
                  apiBaseUrl: %s
                  auth: {mode: oauth_2lo, clientId: %s, clientSecret: os.environ/CLOUD, tokenUrl: "%s"}"""
                        .formatted(cloud.cloudId(), cloud.apiBaseUrl(), cloud.clientId(), cloud.tokenUrl()));
    }

    /** Saves as editors do: a new file takes the place of the old one. */
    Path save(Path file, String text) {
        try {
            Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".swp"), text);
            return Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path saveTenant(String name, String text) {
        return save(folder.resolve(name + "-tenant-config.yaml"), text);
    }

    Path saveRoute(String file, String original, String replacement) {
        try {
            String text = Files.readString(routes.resolve(file));
            if (!text.contains(original)) {
                throw new IllegalArgumentException(file + " does not contain: " + original);
            }
            return save(routes.resolve(file), text.replace(original, replacement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> running() {
        return tenants.running().stream().map(TenantRuntime::name).toList();
    }

    Optional<TenantRuntime> tenant(String name) {
        return tenants.running().stream().filter(tenant -> tenant.name().equals(name)).findFirst();
    }

    TenantRuntime awaitTenant(String name) {
        return await().atMost(PATIENCE).until(() -> tenant(name), Optional::isPresent).orElseThrow();
    }

    /** Waits until another runtime than {@code old} runs the tenant. */
    TenantRuntime awaitReplacement(TenantRuntime old) {
        return await().atMost(PATIENCE).until(() -> tenant(old.name()).filter(now -> now != old), Optional::isPresent)
                .orElseThrow();
    }

    void awaitCycles(int count) {
        await().atMost(PATIENCE).until(() -> cycles.size() >= count);
    }

    /** Meters that name a tenant, ours and Camel's. */
    List<Meter.Id> metersOf(String tenant) {
        return meters.getMeters().stream().map(Meter::getId)
                .filter(id -> id.getTags().stream().anyMatch(tag -> tag.getValue().equals(tenant))).toList();
    }

    @Override
    public void close() {
        tenants.close();
        confluence.close();
        platform.close();
    }
}
