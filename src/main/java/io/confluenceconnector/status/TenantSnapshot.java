package io.confluenceconnector.status;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.Progress;
import io.confluenceconnector.gateway.Throttle;
import io.confluenceconnector.health.TenantHistory;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One tenant at one moment.
 *
 * @param deleted      whether its content is being removed (P16)
 * @param progress     of the stage under way; empty when no cycle runs
 * @param runningSince when the cycle under way began
 * @param counts       of the cycle under way
 * @param throttles    what servers slow down now
 */
public record TenantSnapshot(String name, boolean deleted, Optional<Progress> progress, Optional<Instant> runningSince,
                             Map<Count, Long> counts, TenantHistory history, List<Throttle> throttles, Optional<Instant> nextRun) {
    public TenantSnapshot {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(runningSince, "runningSince");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(nextRun, "nextRun");
        EnumMap<Count, Long> copy = new EnumMap<>(Count.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
        throttles = List.copyOf(throttles);
    }

    /** How the tenant does, by its last cycle and by what servers ask of it now. */
    Condition condition() {
        if (history.last().flatMap(report -> report.failure()).isPresent()) {
            return Condition.FAILING;
        }
        boolean withheld = history.last().map(report -> !report.withheld().isEmpty()).orElse(false);
        boolean failedItems = history.last().map(report -> report.failedItems() > 0).orElse(false);
        if (withheld || failedItems || !throttles.isEmpty()) {
            return Condition.ATTENTION;
        }
        return history.last().isPresent() ? Condition.FINE : Condition.NEW;
    }

    /** How many cycles at the end of the history failed, one after the other. */
    int failuresInARow() {
        int failures = 0;
        for (int i = history.cycles().size() - 1; i >= 0 && history.cycles().get(i).failed(); i--) {
            failures++;
        }
        return failures;
    }
}
