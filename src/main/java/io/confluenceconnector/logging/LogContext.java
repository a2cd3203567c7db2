package io.confluenceconnector.logging;

import org.slf4j.MDC;

import java.util.Map;
import java.util.Objects;

/**
 * Puts tenant and cycle on every line that this thread writes until it is closed, then restores what was there before.
 *
 * <p>For threads of our own; in routes, camel-mdc does it from the exchange properties of the same names.
 */
public final class LogContext implements AutoCloseable {

    /** Name of the tenant, in the log and as exchange property. */
    public static final String TENANT_NAME = "tenantName";
    /** Id of the sync cycle, in the log and as exchange property. */
    public static final String CYCLE_ID = "cycleId";

    private final Map<String, String> before = MDC.getCopyOfContextMap();

    private LogContext() {
    }

    /** Work for a tenant outside of any cycle. */
    public static LogContext ofTenant(String tenantName) {
        Objects.requireNonNull(tenantName, "tenantName");
        LogContext context = new LogContext();
        MDC.clear();
        MDC.put(TENANT_NAME, tenantName);
        return context;
    }

    /** Work within a sync cycle of a tenant. */
    public static LogContext ofCycle(String tenantName, String cycleId) {
        Objects.requireNonNull(cycleId, "cycleId");
        LogContext context = ofTenant(tenantName);
        MDC.put(CYCLE_ID, cycleId);
        return context;
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
