package io.confluenceconnector.health;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** A cycle that ended, as a chart shows it: its counts over all spaces, without items and reasons. */
public record PastCycle(String cycleId, Instant startedAt, Duration duration, CycleOutcome outcome, long failedItems,
                        Map<Count, Long> totals) {
    public PastCycle {
        Objects.requireNonNull(cycleId, "cycleId");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(outcome, "outcome");
        EnumMap<Count, Long> copy = new EnumMap<>(Count.class);
        copy.putAll(totals);
        totals = Collections.unmodifiableMap(copy);
    }

    static PastCycle of(CycleReport report) {
        Map<Count, Long> totals = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            long total = report.total(count);
            if (total > 0) {
                totals.put(count, total);
            }
        }
        return new PastCycle(report.cycleId(), report.startedAt(), report.duration(), report.outcome(), report.failedItems(), totals);
    }

    /** The count over all spaces. */
    public long total(Count count) {
        return totals.getOrDefault(count, 0L);
    }

    public boolean failed() {
        return outcome == CycleOutcome.FAILURE;
    }

    public Instant endedAt() {
        return startedAt.plus(duration);
    }
}
