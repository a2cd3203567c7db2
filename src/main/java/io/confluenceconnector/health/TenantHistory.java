package io.confluenceconnector.health;

import io.confluenceconnector.cycle.CycleReport;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is remembered of one tenant's cycles while the process runs.
 *
 * @param cycles      the last ones, the oldest first
 * @param last        the whole report of the last one
 * @param lastSuccess when the last successful one ended
 * @param skipped     triggers since the last cycle ended that started none
 */
public record TenantHistory(List<PastCycle> cycles, Optional<CycleReport> last, Optional<Instant> lastSuccess, int skipped) {

    /** Before the first cycle has ended. */
    public static final TenantHistory NONE = new TenantHistory(List.of(), Optional.empty(), Optional.empty(), 0);

    public TenantHistory {
        cycles = List.copyOf(cycles);
        Objects.requireNonNull(last, "last");
        Objects.requireNonNull(lastSuccess, "lastSuccess");
    }
}
