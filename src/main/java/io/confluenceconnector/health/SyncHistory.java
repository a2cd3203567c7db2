package io.confluenceconnector.health;

import io.confluenceconnector.config.HealthSettings;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last cycles of each active tenant: down while too many of one tenant's failed. */
public final class SyncHistory implements HealthCheck {

    /** As many as a small chart can show. */
    static final int REMEMBERED = 24;

    private final int size;
    private final double threshold;
    private final Map<TenantName, Window> windows = new TreeMap<>();

    public SyncHistory(HealthSettings settings) {
        this.size = settings.syncHistorySize();
        this.threshold = settings.syncTenantFailureThreshold();
    }

    /**
     * Hears of one tenant's cycles; a tenant whose configuration was replaced keeps its history.
     *
     * @param status the health answer looks at active tenants only
     */
    public synchronized CycleListener listenTo(TenantName tenant, TenantStatus status) {
        Window window = windows.computeIfAbsent(tenant, name -> new Window());
        window.active = status == TenantStatus.ACTIVE;
        return window;
    }

    /** The tenant is not active any more; what its last cycle still reports is dropped. */
    public synchronized void forget(TenantName tenant) {
        windows.remove(tenant);
    }

    /** What is remembered of a tenant's cycles. */
    public synchronized TenantHistory of(TenantName tenant) {
        Window window = windows.get(tenant);
        return window == null ? TenantHistory.NONE
                : new TenantHistory(List.copyOf(window.remembered), window.last, window.lastSuccess, window.skipped);
    }

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public synchronized CheckResult check() {
        Map<TenantName, Window> recorded = new TreeMap<>(windows);
        recorded.values().removeIf(window -> !window.active || window.remembered.isEmpty());
        if (recorded.isEmpty()) {
            return new CheckResult(true, Map.of("message", "No sync records yet"));
        }
        List<String> failing = recorded.entrySet().stream().filter(entry -> entry.getValue().failedShare() > threshold)
                .map(entry -> entry.getKey().value()).toList();
        Map<String, Object> tenants = new LinkedHashMap<>();
        recorded.forEach((tenant, window) -> tenants.put(tenant.value(), window.fields()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lastSyncAt", recorded.values().stream().map(window -> window.remembered.getLast().endedAt()).max(Instant::compareTo)
                .orElseThrow().toString());
        fields.put("threshold", threshold);
        fields.put("failingTenants", failing);
        fields.put("tenants", tenants);
        return new CheckResult(failing.isEmpty(), fields);
    }

    /** The last cycles of one tenant; guarded by the history. */
    private final class Window implements CycleListener {

        private final Deque<PastCycle> remembered = new ArrayDeque<>();
        private Optional<CycleReport> last = Optional.empty();
        private Optional<Instant> lastSuccess = Optional.empty();
        private int skipped;
        private boolean active;

        @Override
        public void finished(CycleReport report) {
            PastCycle ended = PastCycle.of(report);
            synchronized (SyncHistory.this) {
                remembered.addLast(ended);
                if (remembered.size() > Math.max(size, REMEMBERED)) {
                    remembered.removeFirst();
                }
                last = Optional.of(report);
                lastSuccess = ended.failed() ? lastSuccess : Optional.of(ended.endedAt());
                skipped = 0;
            }
        }

        @Override
        public void skipped() {
            synchronized (SyncHistory.this) {
                skipped++;
            }
        }

        /** The cycles that the health answer looks at. */
        private List<PastCycle> judged() {
            return remembered.stream().skip(Math.max(0, remembered.size() - size)).toList();
        }

        private long failures() {
            return judged().stream().filter(PastCycle::failed).count();
        }

        private double failedShare() {
            return (double) failures() / judged().size();
        }

        /** Held deletions only when there are some: they wait for an operator (P11). */
        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("failures", failures());
            fields.put("total", judged().size());
            long held = remembered.getLast().total(Count.DELETIONS_HELD);
            if (held > 0) {
                fields.put("heldDeletions", held);
            }
            return fields;
        }
    }
}
