package io.confluenceconnector.app;

import io.confluenceconnector.cluster.Cluster;
import io.confluenceconnector.config.ConfigurationException;
import io.confluenceconnector.config.ConfigurationProblem;
import io.confluenceconnector.config.EnvironmentSettings;
import io.confluenceconnector.config.ProxySettings;
import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.config.TenantConfigLoader;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.Progress;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.health.HealthCheck;
import io.confluenceconnector.health.SyncHistory;
import io.confluenceconnector.http.HttpProxy;
import io.confluenceconnector.http.Timeouts;
import io.confluenceconnector.http.TrustedCertificates;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.LogSettings;
import io.confluenceconnector.logging.LogSetup;
import io.confluenceconnector.logging.LogStream;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.metrics.PrometheusMetrics;
import io.confluenceconnector.plan.TenantPlan;
import io.confluenceconnector.reload.ConfigurationWatch;
import io.confluenceconnector.reload.Reload;
import io.confluenceconnector.routes.RouteFiles;
import io.confluenceconnector.secret.Secret;
import io.confluenceconnector.secret.SecretResolver;
import io.confluenceconnector.tenant.ProcessResources;
import io.confluenceconnector.tenant.TenantRuntime;
import io.confluenceconnector.tenant.Tenants;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The running process: all its tenants side by side. */
public final class Connector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /** A connection that cannot be opened in this time is not going to be. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Silence of this length means stuck, not slow; it counts from byte to byte. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);

    private final Tenants tenants;
    private final Management management;
    private final Optional<Cluster> cluster;
    private Optional<ConfigurationWatch> watch = Optional.empty();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Duration shutdownTimeout;

    private Connector(Tenants tenants, Management management, Optional<Cluster> cluster, Duration shutdownTimeout) {
        this.tenants = tenants;
        this.management = management;
        this.cluster = cluster;
        this.shutdownTimeout = shutdownTimeout;
    }

    /**
     * Reads the environment and the tenant files, and starts the tenants.
     *
     * @param only names of the tenants to start; empty: all but the inactive ones
     * @param mode what the cycles of this process are for
     * @throws ConfigurationException with every problem of environment and tenant files
     */
    public static Connector start(Map<String, String> environment, Properties systemProperties, LogStream log,
                                  List<String> only, RunMode mode) {
        SecretResolver secrets = new SecretResolver(environment::get, reference -> Event
                .of(EventName.SECRET_RELOADED).outcome(Outcome.SUCCESS)
                .log(LOG, "A mounted secret has changed: its new value is in use"), (reference, reason) -> Event
                .of(EventName.SECRET_RELOADED).outcome(Outcome.FAILURE).field("reason", reason)
                .log(LOG, "A mounted secret could not be read again: its last value stays in use"));
        TenantConfigLoader loader = new TenantConfigLoader(secrets);
        EnvironmentSettings settings = settings(environment, systemProperties, secrets, loader);
        LogSetup.configure(new LogSettings(Level.valueOf(settings.logLevel().name()), settings.logFormat(),
                settings.diagnosticsPolicy(), log));
        if (mode == RunMode.ON_DEMAND && settings.cluster().isPresent()) {
            throw new StartRefusedException("CLUSTER_MODE=kubernetes is for the service: this command runs tenants without asking"
                    + " the other pods, which may be running them now. Stop those, or make sure that they run none of these"
                    + " tenants, and set CLUSTER_MODE=none.");
        }
        PrometheusMetrics metrics = new PrometheusMetrics();
        ProcessResources resources = resources(settings, metrics.registry());
        SyncHistory history = new SyncHistory(settings.health());
        Tenants tenants = new Tenants(resources, tenant -> history.listenTo(tenant.name(), tenant.status()), history::forget, mode,
                mode.isScheduled() && settings.cluster().isPresent());
        Connector connector = mode.isScheduled() ? service(settings, loader, tenants, metrics, history)
                : once(selected(loader.load(settings.tenantConfigPathPattern()), only), settings, tenants, metrics);
        if (connector.goesOn()) {
            Event.of(EventName.PROCESS_STARTED).field("version", ConnectorVersion.current())
                    .field("tenants", tenants.running().size()).log(LOG, "Connector started");
        }
        return connector;
    }

    /** With what is wrong in the environment, what is wrong in the tenant files is told as well: all in one go. */
    private static EnvironmentSettings settings(Map<String, String> environment, Properties systemProperties, SecretResolver secrets,
                                                TenantConfigLoader loader) {
        try {
            return EnvironmentSettings.read(environment, systemProperties, secrets);
        } catch (ConfigurationException e) {
            List<ConfigurationProblem> problems = new ArrayList<>(e.problems());
            Optional.ofNullable(environment.get("TENANT_CONFIG_PATH_PATTERN")).filter(pattern -> !pattern.isBlank())
                    .ifPresent(pattern -> problems.addAll(loader.scan(pattern).problems()));
            throw new ConfigurationException(problems);
        }
    }

    /** Runs until it is told to stop, and takes up changed files meanwhile (P18). */
    private static Connector service(EnvironmentSettings settings, TenantConfigLoader loader, Tenants tenants,
                                     PrometheusMetrics metrics, SyncHistory history) {
        Reload reload = new Reload(loader, settings.tenantConfigPathPattern(), settings.routesDirectory(), tenants);
        Optional<Cluster> cluster = settings.cluster().map(pods -> Cluster.of(pods, tenants));
        List<HealthCheck> checks = new ArrayList<>(List.of(reload));
        cluster.ifPresent(checks::add);
        Management management = Management.start(settings, metrics, history, checks, tenants);
        Connector connector = new Connector(tenants, management, cluster, settings.shutdownTimeout());
        connector.startTenants(() -> {
            reload.start();
            cluster.filter(pods -> connector.goesOn()).ifPresent(Cluster::join);
        });
        connector.watch = Optional.of(ConfigurationWatch.start(reload, settings.reloadInterval()));
        return connector;
    }

    /** For commands that end by themselves: nothing listens, and nothing changes. */
    private static Connector once(List<TenantConfig> selected, EnvironmentSettings settings, Tenants tenants,
                                  PrometheusMetrics metrics) {
        Connector connector = new Connector(tenants, Management.none(metrics), Optional.empty(), settings.shutdownTimeout());
        connector.startTenants(() -> tenants.start(selected, RouteFiles.read(settings.routesDirectory())));
        return connector;
    }

    /** A signal stops the process in order from here on: the first cycles begin before the last tenant has started (P19). */
    private void startTenants(Runnable start) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "shutdown"));
        try {
            start.run();
        } catch (RuntimeException e) {
            if (goesOn()) {
                stopped.countDown(); // silently: what could not start says so on stderr
                end();
                throw e;
            }
        }
    }

    private static List<TenantConfig> selected(List<TenantConfig> tenants, List<String> only) {
        for (String name : only) {
            if (tenants.stream().noneMatch(tenant -> tenant.name().value().equals(name))) {
                throw new StartRefusedException("There is no tenant '" + name + "'. Known are: "
                        + String.join(", ", tenants.stream().map(tenant -> tenant.name().value()).sorted().toList()));
            }
        }
        return tenants.stream().filter(tenant -> tenant.status() != TenantStatus.INACTIVE)
                .filter(tenant -> only.isEmpty() || only.contains(tenant.name().value())).toList();
    }

    private static ProcessResources resources(EnvironmentSettings settings, MeterRegistry meters) {
        return new ProcessResources(settings.routesDirectory(), certificates(settings), proxy(settings.proxy()),
                new Timeouts(CONNECT_TIMEOUT, RESPONSE_TIMEOUT, RESPONSE_TIMEOUT), settings.shutdownTimeout(),
                meters, ManagementFactory.getPlatformMBeanServer(), Clock.systemUTC(), settings.extraRouteSchemes());
    }

    private static TrustedCertificates certificates(EnvironmentSettings settings) {
        try {
            return TrustedCertificates.withExtra(settings.extraCaCertificates());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("EXTRA_CA_CERTS: " + e.getMessage());
        }
    }

    private static Optional<HttpProxy> proxy(ProxySettings settings) {
        if (!(settings instanceof ProxySettings.Proxy proxy)) {
            return Optional.empty();
        }
        Optional<HttpProxy.Login> login = proxy.credentials() instanceof ProxySettings.UsernamePassword basic
                ? Optional.of(new HttpProxy.Login(Secret.of(basic.username()), basic.password())) : Optional.empty();
        Optional<HttpProxy.ClientCertificate> certificate =
                proxy.credentials() instanceof ProxySettings.ClientCertificate ours
                        ? Optional.of(new HttpProxy.ClientCertificate(ours.certificate(), ours.privateKey()))
                        : Optional.empty();
        return Optional.of(new HttpProxy(HttpProxy.Protocol.valueOf(proxy.protocol().name()), proxy.host(),
                proxy.port(), login, certificate, proxy.caBundle(), proxy.connectHeaders()));
    }

    /** Runs one cycle of every tenant, side by side; tenants never wait for each other. */
    public List<CycleReport> syncOnce() throws InterruptedException {
        return sideBySide(tenant -> tenant.runCycle().orElseThrow());
    }

    /** Finds out for every tenant, side by side, what a sync would do; of a process in mode {@link RunMode#PLAN}. */
    List<TenantPlan> planOnce() throws InterruptedException {
        return sideBySide(TenantRuntime::plan);
    }

    private <T> List<T> sideBySide(Function<TenantRuntime, T> work) throws InterruptedException {
        List<TenantRuntime> running = tenants.running();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, running.size()));
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(running.stream()
                    .map(tenant -> (Callable<T>) () -> work.apply(tenant)).toList())) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A cycle ended without a report", e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    /** How far the cycles under way are, by tenant. */
    SortedMap<String, Progress> progress() {
        SortedMap<String, Progress> progress = new TreeMap<>();
        tenants.running().forEach(tenant -> tenant.progress().ifPresent(stage -> progress.put(tenant.name(), stage)));
        return progress;
    }

    /** Lets held and pending deletions be carried out in the next cycle of each tenant. */
    public void approveDeletions() {
        tenants.running().forEach(TenantRuntime::approveDeletions);
    }

    /** Those that run at this moment. */
    public List<TenantRuntime> tenants() {
        return tenants.running();
    }

    void awaitStop() throws InterruptedException {
        stop.await();
        stopped.await(shutdownTimeout.toSeconds() + 5, TimeUnit.SECONDS);
    }

    private boolean goesOn() {
        return stop.getCount() > 0;
    }

    @Override
    public synchronized void close() {
        if (stopped.getCount() > 0) {
            stop.countDown();
            Event.of(EventName.PROCESS_STOPPING).log(LOG, "Stopping: items under way may finish");
            end();
            Event.of(EventName.PROCESS_STOPPED).outcome(Outcome.SUCCESS).log(LOG, "Connector stopped");
            stopped.countDown();
        }
    }

    private void end() {
        watch.ifPresent(ConfigurationWatch::close);
        cluster.ifPresent(Cluster::leave);
        tenants.close();
        cluster.ifPresent(Cluster::close);
        management.close();
    }
}
