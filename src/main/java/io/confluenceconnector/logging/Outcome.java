package io.confluenceconnector.logging;

import java.util.Locale;

/** How an operation ended, as the {@code outcome} of its event says it (S18). */
public enum Outcome {
    /** Everything was done. */
    SUCCESS,
    /** Some of it was done; the counts of the event say how much. */
    PARTIAL,
    /** Nothing was done, because of an error that the event names. */
    FAILURE,
    /** Nothing had to be done, or not now. */
    SKIPPED,
    /** Nothing was done, because a safeguard forbade it. */
    VETOED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
