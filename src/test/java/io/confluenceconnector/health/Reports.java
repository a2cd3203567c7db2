package io.confluenceconnector.health;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports of cycles that ended. */
final class Reports {

    static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    private Reports() {
    }

    static CycleReport success() {
        return report(CycleOutcome.SUCCESS, START, Map.of());
    }

    static CycleReport failure() {
        return report(CycleOutcome.FAILURE, START, Map.of());
    }

    static CycleReport report(CycleOutcome outcome, Instant startedAt, Map<Count, Long> counts) {
        return new CycleReport("0001", startedAt, Duration.ofSeconds(30), outcome, Map.of("ENG", counts), List.of(),
                outcome == CycleOutcome.FAILURE ? Optional.of("Confluence answered 503 to /rest/api/content/search") : Optional.empty());
    }
}
