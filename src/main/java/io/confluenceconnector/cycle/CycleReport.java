package io.confluenceconnector.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a cycle ended (P13).
 *
 * @param spaces       counts by space key
 * @param failures     the first failed items
 * @param withheld     deletions that did not happen, and why
 * @param failure      why the cycle as a whole failed; empty on success
 */
public record CycleReport(String cycleId, Instant startedAt, Duration duration, CycleOutcome outcome,
                          Map<String, Map<Count, Long>> spaces, List<ItemFailure> failures, List<Withheld> withheld,
                          Optional<String> failure) {
    public CycleReport {
        Objects.requireNonNull(cycleId, "cycleId");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(failure, "failure");
        spaces = Collections.unmodifiableMap(new TreeMap<>(spaces));
        failures = List.copyOf(failures);
        withheld = List.copyOf(withheld);
    }

    /** The report of a cycle that withheld nothing. */
    public CycleReport(String cycleId, Instant startedAt, Duration duration, CycleOutcome outcome,
                       Map<String, Map<Count, Long>> spaces, List<ItemFailure> failures, Optional<String> failure) {
        this(cycleId, startedAt, duration, outcome, spaces, failures, List.of(), failure);
    }

    /** The count over all spaces. */
    public long total(Count count) {
        return spaces.values().stream().mapToLong(counts -> counts.getOrDefault(count, 0L)).sum();
    }

    /** Items that failed for themselves while the stages ran. */
    public long failedItems() {
        return total(Count.PAGES_FAILED) + total(Count.ATTACHMENTS_FAILED) + total(Count.MOVES_FAILED)
                + total(Count.DELETIONS_FAILED) + total(Count.SPACES_FAILED)
                + total(Count.LABEL_UPDATES_FAILED) + total(Count.GIVEN_UP) + total(Count.TENANT_SCOPES_FAILED);
    }
}
