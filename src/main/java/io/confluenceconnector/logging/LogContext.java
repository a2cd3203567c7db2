package io.confluenceconnector.logging;

import org.slf4j.MDC;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tenant, cycle and route that stand on every line a thread writes while it works for them (S15, S18).
 *
 * <p>What the thread had before is hidden during the work and restored after it, so that a pooled thread carries no tenant over to
 * another. Steps of routes only {@link #set()} theirs, since the next step replaces it.
 */
public record LogContext(String tenantName, Optional<String> cycleId, Optional<String> routeId) {

    /** Name of the tenant, in the log. */
    public static final String TENANT_NAME = "tenantName";
    /** Id of the sync cycle, in the log. */
    public static final String CYCLE_ID = "cycleId";
    /** Id of the route whose step is at work. */
    public static final String ROUTE_ID = "routeId";

    /** The only entries of a thread's context that lines show: anybody else's may be content (S10). */
    static final Set<String> FIELDS = Set.of(TENANT_NAME, CYCLE_ID, ROUTE_ID);

    public LogContext {
        Objects.requireNonNull(tenantName, "tenantName");
        Objects.requireNonNull(cycleId, "cycleId");
        Objects.requireNonNull(routeId, "routeId");
    }

    /** Work for a tenant outside of any cycle. */
    public static LogContext ofTenant(String tenantName) {
        return new LogContext(tenantName, Optional.empty(), Optional.empty());
    }

    /** Work within a sync cycle of a tenant. */
    public static LogContext ofCycle(String tenantName, String cycleId) {
        return new LogContext(tenantName, Optional.of(cycleId), Optional.empty());
    }

    /** Does the work in this context. */
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return work;
        });
    }

    /** Does the work in this context and returns what it returns. */
    public <T> T call(Supplier<T> work) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        try {
            set();
            return work.get();
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }

    /** What this thread writes belongs here until it is told otherwise. */
    public void set() {
        MDC.put(TENANT_NAME, tenantName);
        set(CYCLE_ID, cycleId);
        set(ROUTE_ID, routeId);
    }

    private static void set(String name, Optional<String> value) {
        value.ifPresentOrElse(text -> MDC.put(name, text), () -> MDC.remove(name));
    }
}
