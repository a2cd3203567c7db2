package io.confluenceconnector.status;

import com.sun.net.httpserver.Headers;
import io.confluenceconnector.health.CheckResult;
import io.confluenceconnector.health.HealthCheck;
import io.confluenceconnector.health.Page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * {@code GET /}: how each tenant does, for people. It needs no other file, the browser loads nothing for it but itself, and
 * it shows ids masked whatever the diagnostics policy is, since it has no login (S10, S23).
 */
public final class StatusPage implements Page, AutoCloseable {

    static final String STYLE = resource("status.css");
    static final String SCRIPT = resource("status.js");

    /** Nothing runs and nothing styles but the two texts of this program; nothing is fetched but the page itself. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; style-src " + hash(STYLE) + "; script-src " + hash(SCRIPT)
                    + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final String version;
    private final List<HealthCheck> checks;
    private final Supplier<List<TenantSnapshot>> tenants;
    private final IntSupplier expected;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread drawing = new Thread(work, "status-page");
        drawing.setDaemon(true);
        return drawing;
    });
    private CompletableFuture<Response> underWay = CompletableFuture.completedFuture(null);

    /**
     * @param checks   of the process itself, which ask no remote system
     * @param tenants  those that run
     * @param expected how many are to run; more than do while some still start
     */
    public StatusPage(String version, List<HealthCheck> checks, Supplier<List<TenantSnapshot>> tenants, IntSupplier expected,
                      Clock clock) {
        this.version = version;
        this.checks = List.copyOf(checks);
        this.tenants = tenants;
        this.expected = expected;
        this.clock = clock;
    }

    /** Drawn once for all who ask meanwhile, and not on the server's thread: a look at tenants may wait for a look at changed files. */
    @Override
    public synchronized CompletableFuture<Response> get(Headers request) {
        if (underWay.isDone()) {
            underWay = CompletableFuture.supplyAsync(this::draw, thread);
        }
        return underWay;
    }

    private Response draw() {
        Map<String, CheckResult> results = new TreeMap<>();
        checks.forEach(check -> results.put(check.name(), check.check()));
        String page = new StatusDocument(version, results, tenants.get(), expected.getAsInt(), clock.instant()).draw();
        return new Response(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8), HEADERS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static String resource(String name) {
        try (InputStream in = StatusPage.class.getResourceAsStream("/status/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
