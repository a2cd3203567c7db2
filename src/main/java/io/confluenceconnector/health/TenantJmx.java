package io.confluenceconnector.health;

import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.LogContext;
import io.confluenceconnector.logging.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Shows a tenant under {@code io.confluenceconnector:type=Tenant,name=<tenant>} until it is closed. Of a tenant whose
 * configuration is replaced, the old one is closed before the new one is registered.
 */
public final class TenantJmx implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TenantJmx.class);

    private final MBeanServer server;
    private final ObjectName name;

    private TenantJmx(MBeanServer server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    /** Registers the MBean. */
    public static TenantJmx register(MBeanServer server, TenantName tenant, CycleState state, TenantControl control) {
        try {
            ObjectName name = new ObjectName("io.confluenceconnector:type=Tenant,name=" + tenant.value());
            server.registerMBean(new StandardMBean(new View(tenant, state, control), TenantMBean.class, true), name);
            return new TenantJmx(server, name);
        } catch (JMException e) {
            throw new IllegalStateException("The MBean of tenant " + tenant + " cannot be registered: is the one before it"
                    + " still there?", e);
        }
    }

    @Override
    public void close() {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("An MBean was gone before it was removed");
        } catch (JMException e) {
            throw new IllegalStateException("The MBean cannot be removed", e);
        }
    }

    private record View(TenantName tenant, CycleState state, TenantControl control) implements TenantMBean {

        @Override
        public String getPhase() {
            return state.phase().toString();
        }

        @Override
        public Map<String, Long> getCurrentCounts() {
            return named(state.counts());
        }

        @Override
        public Map<String, Long> getLastCounts() {
            return last(report -> {
                Map<Count, Long> totals = new EnumMap<>(Count.class);
                for (Count count : Count.values()) {
                    totals.put(count, report.total(count));
                }
                return named(totals);
            }).orElse(Map.of());
        }

        @Override
        public String getLastOutcome() {
            return last(report -> report.outcome().toString()).orElse("");
        }

        @Override
        public String getLastError() {
            return last(CycleReport::failure).flatMap(Function.identity()).map(Redaction::redact).orElse("");
        }

        @Override
        public String getLastFinishedAt() {
            return text(last(report -> report.startedAt().plus(report.duration())));
        }

        @Override
        public long getHeldDeletions() {
            return last(report -> report.total(Count.DELETIONS_HELD)).orElse(0L);
        }

        @Override
        public long getPendingDeletions() {
            return last(report -> report.total(Count.DELETIONS_PENDING)).orElse(0L);
        }

        @Override
        public String getPausedUntil() {
            return text(control.pausedUntil().get());
        }

        @Override
        public String getNextRun() {
            return text(control.nextRun().get());
        }

        @Override
        public void triggerCycle() {
            LogContext.ofTenant(tenant.value()).run(control.triggerCycle());
        }

        @Override
        public void approveDeletions() {
            LogContext.ofTenant(tenant.value()).run(control.approveDeletions());
        }

        private <T> Optional<T> last(Function<CycleReport, T> part) {
            return state.lastReport().map(part);
        }

        private static String text(Optional<Instant> instant) {
            return instant.map(Instant::toString).orElse("");
        }

        private static Map<String, Long> named(Map<Count, Long> counts) {
            Map<String, Long> named = new TreeMap<>();
            counts.forEach((count, n) -> named.put(count.field(), n));
            return named;
        }
    }
}
