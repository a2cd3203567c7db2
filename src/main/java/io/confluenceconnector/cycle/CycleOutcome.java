package io.confluenceconnector.cycle;

import java.util.Locale;

/** How a cycle can end (P13). */
public enum CycleOutcome {
    SUCCESS, FAILURE, SKIPPED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
