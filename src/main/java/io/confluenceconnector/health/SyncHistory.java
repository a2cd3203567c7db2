package io.confluenceconnector.health;

import io.confluenceconnector.config.HealthSettings;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last cycles of each active tenant: down while too many of one tenant's failed. */
public final class SyncHistory implements HealthCheck {

    private final int size;
    private final double threshold;
    private final Map<TenantName, Window> windows = new TreeMap<>();

    public SyncHistory(HealthSettings settings) {
        this.size = settings.syncHistorySize();
        this.threshold = settings.syncTenantFailureThreshold();
    }

    /** A cycle that ended, as far as health cares. */
    private record Ended(boolean failed, Instant at, long heldDeletions) {
    }

    /** Hears of one tenant's cycles; a tenant whose configuration was replaced keeps its history. */
    public synchronized CycleListener listenTo(TenantName tenant) {
        return windows.computeIfAbsent(tenant, name -> new Window());
    }

    /** The tenant is not active any more; what its last cycle still reports is dropped. */
    public synchronized void forget(TenantName tenant) {
        windows.remove(tenant);
    }

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public synchronized CheckResult check() {
        Map<TenantName, Window> recorded = new TreeMap<>(windows);
        recorded.values().removeIf(window -> window.cycles.isEmpty());
        if (recorded.isEmpty()) {
            return new CheckResult(true, Map.of("message", "No sync records yet"));
        }
        List<String> failing = recorded.entrySet().stream().filter(entry -> entry.getValue().failedShare() > threshold)
                .map(entry -> entry.getKey().value()).toList();
        Map<String, Object> tenants = new LinkedHashMap<>();
        recorded.forEach((tenant, window) -> tenants.put(tenant.value(), window.fields()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lastSyncAt", recorded.values().stream().map(window -> window.cycles.getLast().at()).max(Instant::compareTo)
                .orElseThrow().toString());
        fields.put("threshold", threshold);
        fields.put("failingTenants", failing);
        fields.put("tenants", tenants);
        return new CheckResult(failing.isEmpty(), fields);
    }

    /** The last cycles of one tenant; guarded by the history. */
    private final class Window implements CycleListener {

        private final Deque<Ended> cycles = new ArrayDeque<>();

        @Override
        public void finished(CycleReport report) {
            if (report.outcome() == CycleOutcome.SKIPPED) {
                return;
            }
            Ended ended = new Ended(report.outcome() == CycleOutcome.FAILURE, report.startedAt().plus(report.duration()),
                    report.total(Count.DELETIONS_HELD));
            synchronized (SyncHistory.this) {
                cycles.addLast(ended);
                if (cycles.size() > size) {
                    cycles.removeFirst();
                }
            }
        }

        private long failures() {
            return cycles.stream().filter(Ended::failed).count();
        }

        private double failedShare() {
            return (double) failures() / cycles.size();
        }

        /** Held deletions only when there are some: they wait for an operator (P11). */
        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("failures", failures());
            fields.put("total", cycles.size());
            long held = cycles.getLast().heldDeletions();
            if (held > 0) {
                fields.put("heldDeletions", held);
            }
            return fields;
        }
    }
}
