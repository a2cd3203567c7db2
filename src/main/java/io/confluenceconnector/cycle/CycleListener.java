package io.confluenceconnector.cycle;

/** Hears of everything a cycle counts, while it counts: metrics live on it. */
public interface CycleListener {

    /** Hears nothing. */
    CycleListener NONE = new CycleListener() {
    };

    default void counted(Count count, int n) {
    }

    default void entered(Phase phase) {
    }

    default void finished(CycleReport report) {
    }

    default void skipped() {
    }
}
