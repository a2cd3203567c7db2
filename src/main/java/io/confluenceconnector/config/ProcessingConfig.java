package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How a tenant's cycles run.
 *
 * @param concurrency             items ingested side by side (P10)
 * @param schedule                when a cycle starts, in UTC (P1)
 * @param maxItemsToScan          bound of a trial; empty: unlimited (P4)
 * @param removedSpaceGraceCycles consecutive cycles that must miss a space before it is removed (P12)
 * @param maxDeletePercent        share of a space's files that one cycle may delete, 1 to 100 (P11)
 * @param reconcileEveryCycles    cycles between two reconciliations; 0: never (P14)
 */
public record ProcessingConfig(
        int concurrency,
        Schedule schedule,
        OptionalInt maxItemsToScan,
        int removedSpaceGraceCycles,
        int maxDeletePercent,
        int reconcileEveryCycles) {

    static final int DEFAULT_CONCURRENCY = 1;
    static final int DEFAULT_REMOVED_SPACE_GRACE_CYCLES = 2;
    static final int DEFAULT_MAX_DELETE_PERCENT = 100;
    static final int DEFAULT_RECONCILE_EVERY_CYCLES = 96;

    /** What holds when a tenant file says nothing about processing. */
    public static final ProcessingConfig DEFAULT = new ProcessingConfig(DEFAULT_CONCURRENCY, Schedule.DEFAULT,
            OptionalInt.empty(), DEFAULT_REMOVED_SPACE_GRACE_CYCLES, DEFAULT_MAX_DELETE_PERCENT,
            DEFAULT_RECONCILE_EVERY_CYCLES);

    public ProcessingConfig {
        Checks.atLeast(1, concurrency, "concurrency");
        requireNonNull(schedule, "schedule");
        maxItemsToScan.ifPresent(bound -> Checks.atLeast(1, bound, "maxItemsToScan"));
        Checks.atLeast(1, removedSpaceGraceCycles, "removedSpaceGraceCycles");
        Checks.atLeast(1, maxDeletePercent, "maxDeletePercent");
        Checks.atLeast(0, reconcileEveryCycles, "reconcileEveryCycles");
        if (maxDeletePercent > 100) {
            throw new IllegalArgumentException("maxDeletePercent must be at most 100 but is " + maxDeletePercent);
        }
    }
}
