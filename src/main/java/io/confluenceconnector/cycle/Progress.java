package io.confluenceconnector.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the stage under way is: the one source for the log, JMX, the status page and a terminal's progress bar.
 *
 * @param since when the stage began
 * @param done  items the stage is through with, however each of them ended
 * @param total items the stage set out to handle; empty while nobody can know, as in a search
 */
public record Progress(Phase phase, Instant since, long done, OptionalLong total) {

    /** A rate measured over less than this would be a guess, and so would the remaining time. */
    private static final Duration SHORTEST_MEASURED = Duration.ofSeconds(1);

    public Progress {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(total, "total");
    }

    /** Items a minute since the stage began; 0 while it is too young to tell. */
    public double perMinute(Instant now) {
        Duration spent = Duration.between(since, now);
        return spent.compareTo(SHORTEST_MEASURED) < 0 ? 0 : done * 60_000.0 / spent.toMillis();
    }

    /** How long the rest takes at the rate so far; empty while that cannot be told. */
    public Optional<Duration> remaining(Instant now) {
        double rate = perMinute(now);
        if (total.isEmpty() || rate == 0) {
            return Optional.empty();
        }
        long left = Math.max(0, total.getAsLong() - done);
        return Optional.of(Duration.ofSeconds(Math.round(left * 60 / rate)));
    }
}
