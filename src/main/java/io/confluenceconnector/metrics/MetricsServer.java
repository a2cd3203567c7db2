package io.confluenceconnector.metrics;

import io.confluenceconnector.health.ManagementServer;
import io.confluenceconnector.health.Page;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The metrics port: {@code /metrics} in Prometheus' text format, or in OpenMetrics for who asks for it. */
public final class MetricsServer implements AutoCloseable {

    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_VERSION = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT_VERSION = "text/plain; version=0.0.4; charset=utf-8";

    private final ManagementServer server;

    private MetricsServer(ManagementServer server) {
        this.server = server;
    }

    /** Opens the port. @param port 0: any free one */
    public static MetricsServer start(String host, int port, PrometheusMeterRegistry registry) {
        Page page = request -> CompletableFuture.completedFuture(scrape(registry, Optional.ofNullable(request.getFirst("Accept"))));
        return new MetricsServer(ManagementServer.start("metrics", "OTEL_EXPORTER_PROMETHEUS_PORT",
                new InetSocketAddress(host, port), Map.of("/metrics", page)));
    }

    public int port() {
        return server.port();
    }

    private static Page.Response scrape(PrometheusMeterRegistry registry, Optional<String> accept) {
        String contentType = accept.filter(types -> types.contains(OPEN_METRICS)).map(types -> OPEN_METRICS_VERSION).orElse(TEXT_VERSION);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            registry.scrape(out, contentType);
            return new Page.Response(200, contentType, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
