package io.confluenceconnector.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The application port: {@code /probe}, which depends on nothing remote, and {@code /health}. */
public final class ApplicationServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManagementServer server;

    private ApplicationServer(ManagementServer server) {
        this.server = server;
    }

    /**
     * Opens the port on all interfaces.
     *
     * @param port 0: any free one
     * @param more further pages by path; each must be read-only (S23)
     */
    public static ApplicationServer start(int port, String version, Health health, Map<String, Page> more) {
        Page.Response probe = json(200, Map.of("version", version));
        Map<String, Page> pages = new HashMap<>(more);
        pages.put("/probe", request -> CompletableFuture.completedFuture(probe));
        pages.put("/health", request -> health.look().thenApply(report -> json(report.up() ? 200 : 503, report.fields())));
        return new ApplicationServer(ManagementServer.start("application", "PORT", new InetSocketAddress(port), pages));
    }

    public int port() {
        return server.port();
    }

    private static Page.Response json(int status, Map<String, Object> body) {
        try {
            return new Page.Response(status, "application/json", JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
