package io.confluenceconnector.health;

import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Looks at all checks side by side and puts the health answer together. */
public final class Health implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final List<HealthCheck> checks;
    private final ExecutorService threads = Executors.newCachedThreadPool(new DaemonThreads("health"));

    private CompletableFuture<Report> underWay = CompletableFuture.completedFuture(Report.of(Map.of()));

    public Health(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /** The answer: each check among {@code info} (up) or {@code error} (down), and all of them among {@code details}. */
    public record Report(boolean up, Map<String, Object> fields) {
        static Report of(Map<String, CheckResult> results) {
            Map<String, Object> info = new LinkedHashMap<>();
            Map<String, Object> error = new LinkedHashMap<>();
            Map<String, Object> details = new LinkedHashMap<>();
            results.forEach((name, result) -> {
                (result.up() ? info : error).put(name, result.answer());
                details.put(name, result.answer());
            });
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("status", error.isEmpty() ? "ok" : "error");
            fields.put("info", info);
            fields.put("error", error);
            fields.put("details", details);
            return new Report(error.isEmpty(), fields);
        }
    }

    /** Looks without blocking the caller, and once for all who ask meanwhile; never completes with an exception. */
    synchronized CompletableFuture<Report> look() {
        if (underWay.isDone()) {
            underWay = start();
        }
        return underWay;
    }

    private CompletableFuture<Report> start() {
        Map<String, CompletableFuture<CheckResult>> results = new LinkedHashMap<>();
        checks.forEach(check -> results.put(check.name(), CompletableFuture.supplyAsync(() -> safely(check), threads)));
        return CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new)).thenApply(all -> {
            Map<String, CheckResult> found = new LinkedHashMap<>();
            results.forEach((name, result) -> found.put(name, result.join()));
            return Report.of(found);
        });
    }

    private static CheckResult safely(HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException e) {
            Event.of(EventName.CHECK_FAILED).unexpectedError(e).field("check", check.name())
                    .log(LOG, "A health check failed by itself; it counts as down");
            return CheckResult.crashed();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
