package io.confluenceconnector.app;

import io.confluenceconnector.config.EnvironmentSettings;
import io.confluenceconnector.health.ApplicationServer;
import io.confluenceconnector.health.CachedCheck;
import io.confluenceconnector.health.ConnectivityCheck;
import io.confluenceconnector.health.Health;
import io.confluenceconnector.health.HealthCheck;
import io.confluenceconnector.health.PingRunner;
import io.confluenceconnector.health.PlatformCheck;
import io.confluenceconnector.health.SyncHistory;
import io.confluenceconnector.health.TenantPings;
import io.confluenceconnector.metrics.MetricsServer;
import io.confluenceconnector.metrics.PrometheusMetrics;
import io.confluenceconnector.status.StatusPage;
import io.confluenceconnector.tenant.TenantRuntime;
import io.confluenceconnector.tenant.Tenants;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What operators look at: probe, health, metrics and the status page (S23). */
final class Management implements AutoCloseable {

    /** Answers about remote systems are kept this long, so that nobody can hammer them through us. */
    private static final Duration CHECK_VALIDITY = Duration.ofSeconds(5);

    private final List<AutoCloseable> parts;

    private Management(List<AutoCloseable> parts) {
        this.parts = List.copyOf(parts);
    }

    /** For commands that end by themselves: nothing listens. */
    static Management none(PrometheusMetrics metrics) {
        return new Management(List.of(metrics));
    }

    /** Opens both ports. @param more checks beyond those of remote systems and cycles */
    static Management start(EnvironmentSettings settings, PrometheusMetrics metrics, SyncHistory history,
                            List<HealthCheck> more, Tenants tenants) {
        Supplier<List<TenantPings>> pings = () -> tenants.running().stream().map(TenantRuntime::pings).flatMap(Optional::stream)
                .toList();
        PingRunner runner = new PingRunner(settings.health().connectivityTimeout());
        Clock clock = Clock.systemUTC();
        List<HealthCheck> checks = new ArrayList<>(List.of(history,
                new CachedCheck(new ConnectivityCheck(pings, runner), CHECK_VALIDITY, clock),
                new CachedCheck(new PlatformCheck(pings, runner), CHECK_VALIDITY, clock)));
        checks.addAll(more);
        Health health = new Health(checks);
        MetricsServer metricsServer =
                MetricsServer.start(settings.metricsHost(), settings.metricsPort(), metrics.registry());
        StatusPage status = new StatusPage(ConnectorVersion.current(), more,
                () -> tenants.running().stream().map(tenant -> tenant.snapshot(history::of)).toList(), tenants::expected, clock);
        ApplicationServer application =
                ApplicationServer.start(settings.port(), ConnectorVersion.current(), health, Map.of("/", status));
        return new Management(List.of(application, metricsServer, status, health, runner, metrics));
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("A management server could not be closed", e);
            }
        }
    }
}
