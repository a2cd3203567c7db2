package io.confluenceconnector.metrics;

import io.confluenceconnector.health.ManagementServer;
import io.confluenceconnector.health.Page;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The metrics port: {@code /metrics} in Prometheus' text format, or in OpenMetrics for who asks for it; packed for who takes it
 * so, since many tenants have many series.
 */
public final class MetricsServer implements AutoCloseable {

    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_VERSION = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT_VERSION = "text/plain; version=0.0.4; charset=utf-8";

    /** Weight 0 means: anything but this. */
    private static final Pattern GZIP_WANTED = Pattern.compile("gzip(;q=(0\\.0*[1-9]\\d*|1(\\.0*)?))?");

    private final ManagementServer server;

    private MetricsServer(ManagementServer server) {
        this.server = server;
    }

    /** Opens the port. @param port 0: any free one */
    public static MetricsServer start(String host, int port, PrometheusMeterRegistry registry) {
        Page page = request -> CompletableFuture.completedFuture(scrape(registry, Optional.ofNullable(request.getFirst("Accept")),
                takesGzip(request.getOrDefault("Accept-Encoding", List.of()))));
        return new MetricsServer(ManagementServer.start("metrics", "OTEL_EXPORTER_PROMETHEUS_PORT",
                new InetSocketAddress(host, port), Map.of("/metrics", page)));
    }

    public int port() {
        return server.port();
    }

    private static boolean takesGzip(List<String> acceptEncoding) {
        return acceptEncoding.stream().flatMap(header -> Stream.of(header.toLowerCase(Locale.ROOT).replace(" ", "").split(",")))
                .anyMatch(coding -> GZIP_WANTED.matcher(coding).matches());
    }

    private static Page.Response scrape(PrometheusMeterRegistry registry, Optional<String> accept, boolean packed) {
        String contentType = accept.filter(types -> types.contains(OPEN_METRICS)).map(types -> OPEN_METRICS_VERSION).orElse(TEXT_VERSION);
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try (OutputStream out = packed ? new GZIPOutputStream(body) : body) {
                registry.scrape(out, contentType);
            }
            return new Page.Response(200, contentType, body.toByteArray(),
                    packed ? Map.of("Content-Encoding", "gzip", "Vary", "Accept-Encoding") : Map.of("Vary", "Accept-Encoding"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
