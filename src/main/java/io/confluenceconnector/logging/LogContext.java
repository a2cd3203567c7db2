package io.confluenceconnector.logging;

import org.slf4j.MDC;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The tenant and cycle that stand on every line a thread writes while it works for them (S15, S18).
 *
 * <p>For threads of our own; steps of routes do it themselves. What the thread
 * had before is hidden during the work and restored after it, so that a pooled thread carries no tenant over to another.
 */
public record LogContext(String tenantName, Optional<String> cycleId) {

    /** Name of the tenant, in the log. */
    public static final String TENANT_NAME = "tenantName";
    /** Id of the sync cycle, in the log. */
    public static final String CYCLE_ID = "cycleId";

    public LogContext {
        Objects.requireNonNull(tenantName, "tenantName");
        Objects.requireNonNull(cycleId, "cycleId");
    }

    /** Work for a tenant outside of any cycle. */
    public static LogContext ofTenant(String tenantName) {
        return new LogContext(tenantName, Optional.empty());
    }

    /** Work within a sync cycle of a tenant. */
    public static LogContext ofCycle(String tenantName, String cycleId) {
        return new LogContext(tenantName, Optional.of(cycleId));
    }

    /** Does the work in this context. */
    public void run(Runnable work) {
        Map<String, String> before = enter();
        try {
            work.run();
        } finally {
            MDC.setContextMap(before);
        }
    }

    /** Does the work in this context and returns what it returns. */
    public <T> T call(Callable<T> work) throws Exception {
        Map<String, String> before = enter();
        try {
            return work.call();
        } finally {
            MDC.setContextMap(before);
        }
    }

    private Map<String, String> enter() {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.clear();
        MDC.put(TENANT_NAME, tenantName);
        cycleId.ifPresent(id -> MDC.put(CYCLE_ID, id));
        return before == null ? Map.of() : before;
    }
}
