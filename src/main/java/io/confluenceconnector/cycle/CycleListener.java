package io.confluenceconnector.cycle;

import java.time.Instant;
import java.util.List;

/** Hears of everything a cycle counts, while it counts: metrics live on it. */
public interface CycleListener {

    /** Hears nothing. */
    CycleListener NONE = new CycleListener() {
    };

    /** A listener that tells all of these, in their order. */
    static CycleListener all(CycleListener... listeners) {
        return new CycleListeners(List.of(listeners));
    }

    /** A cycle begins: whatever is counted from now on is its. */
    default void started(String cycleId, Instant startedAt) {
    }

    default void counted(Count count, int n) {
    }

    default void entered(Phase phase) {
    }

    /** A cycle succeeded or failed. */
    default void finished(CycleReport report) {
    }

    /** A cycle ended early because its tenant stops, which is neither a success nor a failure (P19). */
    default void stopped() {
    }

    default void skipped() {
    }
}
