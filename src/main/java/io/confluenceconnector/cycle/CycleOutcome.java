package io.confluenceconnector.cycle;

import java.util.Locale;

/** How a cycle can end (P13); a skipped one never began. */
public enum CycleOutcome {
    SUCCESS, FAILURE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
