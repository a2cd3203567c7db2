package io.confluenceconnector.cycle;

import java.util.Locale;

/** How a cycle can end (P13). */
public enum CycleOutcome {
    SUCCESS, FAILURE,
    /** Ended early because its tenant stops: the next one finds the rest (P19). */
    SKIPPED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
