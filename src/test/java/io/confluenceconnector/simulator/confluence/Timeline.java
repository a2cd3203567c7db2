package io.confluenceconnector.simulator.confluence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Hands out the times of changes: strictly increasing, to the millisecond, and the same in every run by default. */
final class Timeline {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00.114Z");
    private static final Duration STEP = Duration.ofMillis(61_007);

    private Optional<Clock> clock = Optional.empty();
    private Instant last = START;

    synchronized void follow(Clock newClock) {
        clock = Optional.of(newClock);
    }

    synchronized Instant next() {
        Instant time = clock.map(Clock::instant).orElseGet(() -> last.plus(STEP)).truncatedTo(ChronoUnit.MILLIS);
        last = time.isAfter(last) || clock.isEmpty() ? time : last.plusMillis(1);
        return last;
    }

    synchronized Instant now() {
        return clock.map(Clock::instant).orElse(last);
    }

    /** The clock of token lifetimes: the one that was set, else the system's. */
    synchronized Instant tokenTime() {
        return clock.map(Clock::instant).orElseGet(Instant::now);
    }
}
