package io.confluenceconnector.health;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.Phase;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What one tenant is doing now, and how its last cycle ended. Safe for many threads. */
public final class CycleState implements CycleListener {

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private Phase phase = Phase.IDLE;
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<CycleReport> lastReport = Optional.empty();

    @Override
    public synchronized void started(String cycleId, Instant at) {
        counts.clear();
        startedAt = Optional.of(at);
    }

    @Override
    public synchronized void counted(Count count, int n) {
        counts.merge(count, (long) n, Long::sum);
    }

    @Override
    public synchronized void entered(Phase next) {
        phase = next;
    }

    @Override
    public synchronized void finished(CycleReport report) {
        stopped();
        lastReport = Optional.of(report);
    }

    @Override
    public synchronized void stopped() {
        phase = Phase.IDLE;
        counts.clear();
        startedAt = Optional.empty();
    }

    public synchronized Phase phase() {
        return phase;
    }

    /** When the cycle under way began; empty when none is. */
    public synchronized Optional<Instant> startedAt() {
        return startedAt;
    }

    /** Counts of the cycle under way; empty when none is. */
    public synchronized Map<Count, Long> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /** The last cycle that succeeded or failed. */
    public synchronized Optional<CycleReport> lastReport() {
        return lastReport;
    }
}
