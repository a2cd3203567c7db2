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
 * @param next         what happens after a cycle that did not run to its end, and what a person should do; empty on success
 * @param failure      why the cycle as a whole failed, or ended early; empty on success
 */
public record CycleReport(String cycleId, Instant startedAt, Duration duration, CycleOutcome outcome,
                          Map<String, Map<Count, Long>> spaces, List<ItemFailure> failures, List<Withheld> withheld,
                          Optional<String> failure, Optional<String> next) {
    public CycleReport {
        Objects.requireNonNull(cycleId, "cycleId");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(next, "next");
        spaces = Collections.unmodifiableMap(new TreeMap<>(spaces));
        failures = List.copyOf(failures);
        withheld = List.copyOf(withheld);
    }

    /** The report of a cycle that withheld nothing. */
    public CycleReport(String cycleId, Instant startedAt, Duration duration, CycleOutcome outcome,
                       Map<String, Map<Count, Long>> spaces, List<ItemFailure> failures, Optional<String> failure) {
        this(cycleId, startedAt, duration, outcome, spaces, failures, List.of(), failure, Optional.empty());
    }

    /** The same report, once somebody has said what comes next. */
    public CycleReport withNext(String step) {
        return new CycleReport(cycleId, startedAt, duration, outcome, spaces, failures, withheld, failure, Optional.of(step));
    }

    /** The same report of a cycle that ended because its tenant stops, which is no failure (P19). */
    public CycleReport endedEarly() {
        return new CycleReport(cycleId, startedAt, duration, CycleOutcome.SKIPPED, spaces, failures, withheld, failure, next);
    }

    /** The count over all spaces. */
    public long total(Count count) {
        return spaces.values().stream().mapToLong(counts -> counts.getOrDefault(count, 0L)).sum();
    }

    /** Items that failed for themselves while the stages ran. */
    public long failedItems() {
        return total(Count.PAGES_UNREADABLE) + total(Count.ATTACHMENTS_UNREADABLE)
                + total(Count.PAGES_FAILED) + total(Count.ATTACHMENTS_FAILED) + total(Count.MOVES_FAILED)
                + total(Count.DELETIONS_FAILED) + total(Count.SPACES_FAILED)
                + total(Count.LABEL_UPDATES_FAILED) + total(Count.GIVEN_UP) + total(Count.TENANT_SCOPES_FAILED);
    }
}
