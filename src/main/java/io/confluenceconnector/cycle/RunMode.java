package io.confluenceconnector.cycle;

/** What the cycles of a process are for. */
public enum RunMode {
    /** Cycles start by themselves, at once and by each tenant's schedule. */
    SERVICE,
    /** A cycle starts when it is asked for. */
    ON_DEMAND,
    /** As {@link #ON_DEMAND}, and whatever would write is left out: the cycle only tells what it would do (P17). */
    PLAN;

    /** Whether cycles start by themselves. */
    public boolean isScheduled() {
        return this == SERVICE;
    }

    /** Whether anything may be written to the platform. */
    public boolean writes() {
        return this != PLAN;
    }
}
