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

    /** What holds when a tenant file says nothing about processing. */
    public static final ProcessingConfig DEFAULT =
            new ProcessingConfig(1, Schedule.DEFAULT, OptionalInt.empty(), 2, 100, 96);

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
