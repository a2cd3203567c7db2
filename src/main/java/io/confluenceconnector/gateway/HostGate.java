package io.confluenceconnector.gateway;

import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One tenant's door to one remote system: keeps the rate limit, the pause the server asked for, and the pace that its
 * rate-limit headers advise.
 *
 * <p>"At most N in any 60 seconds" holds over every window: a token bucket of capacity C that refills R a minute lets
 * at most C + R through in a minute, so R is N − C. A small C keeps short cycles quick without costing long ones much;
 * with C = 1 requests are evenly spaced, and R may be N itself.
 */
public final class HostGate {
    private static final Logger LOG = LoggerFactory.getLogger(HostGate.class);

    /** A wait up to this is sat out within the cycle; a longer one fails it (P10). */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(120);

    /** A minute, and a second for what the network may squeeze together. */
    private static final Duration REFILL_PERIOD = Duration.ofSeconds(61);
    private static final int LARGEST_BURST = 20;

    /** Some servers tell what is left only while it is little, and nothing once there is plenty again. */
    private static final Duration BELIEVED_FOR = Duration.ofMinutes(1);

    /** The limit counts in time that nobody sets: by a clock that was set back, no permit would come until the old time. */
    static final TimeMeter STEADY = TimeMeter.SYSTEM_NANOTIME;

    private final String system;
    private final Clock clock;
    private final Bucket bucket;
    private final BlockingBucket patient;
    private final BlockingStrategy waiting;
    private final AtomicReference<Span> pause = new AtomicReference<>(Span.NEVER);
    private final AtomicReference<Pace> pace = new AtomicReference<>(new Pace(Duration.ZERO, Instant.MIN, Span.NEVER));

    /** While something holds. A clock that is set back to before it ends it, since to wait for its end could take for ever. */
    private record Span(Instant from, Instant until) {
        private static final Span NEVER = new Span(Instant.MIN, Instant.MIN);

        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }

        Duration left(Instant now) {
            return holds(now) ? Duration.between(now, until) : Duration.ZERO;
        }

        Span extendedBy(Duration wait, Instant now) {
            Instant end = now.plus(wait);
            return new Span(now, holds(now) ? later(until, end) : end);
        }
    }

    /** The gap that an answer asked for, when the next request may go out, and while the gap is believed. */
    private record Pace(Duration gap, Instant next, Span believed) {

        boolean holds(Instant now) {
            return !gap.isZero() && believed.holds(now);
        }

        Pace afterRequest(Instant now) {
            return holds(now) ? new Pace(gap, later(next, now).plus(gap), believed) : this;
        }

        Pace then(Duration another, Instant now) {
            return new Pace(another, holds(now) ? next : now, new Span(now, now.plus(BELIEVED_FOR)));
        }
    }

    /** @param requestsPerMinute the limit N, at least 1 */
    public HostGate(String system, int requestsPerMinute, Clock clock) {
        this(system, requestsPerMinute, clock, STEADY, BlockingStrategy.PARKING);
    }

    HostGate(String system, int requestsPerMinute, Clock clock, TimeMeter meter, BlockingStrategy waiting) {
        this.system = system;
        this.clock = clock;
        this.waiting = waiting;
        int burst = burst(requestsPerMinute);
        this.bucket = Bucket.builder().withCustomTimePrecision(meter)
                .addLimit(limit -> limit.capacity(burst).refillGreedy(refill(requestsPerMinute), REFILL_PERIOD)).build();
        this.patient = bucket.asBlocking();
    }

    private static int burst(int requestsPerMinute) {
        return Math.max(1, Math.min(LARGEST_BURST, requestsPerMinute / 10));
    }

    private static int refill(int requestsPerMinute) {
        int burst = burst(requestsPerMinute);
        return burst == 1 ? requestsPerMinute : requestsPerMinute - burst;
    }

    /** Another limit from now on, without a new burst: what was used of the old one stays used (P18). */
    public void limit(int requestsPerMinute) {
        bucket.replaceConfiguration(BucketConfiguration.builder().addLimit(limit -> limit.capacity(burst(requestsPerMinute))
                .refillGreedy(refill(requestsPerMinute), REFILL_PERIOD)).build(), TokensInheritanceStrategy.AS_IS);
    }

    /** A gate without a rate limit, for a host that counts nothing; a pause it asks for is kept all the same. */
    public static HostGate open(String system, Clock clock) {
        return new HostGate(system, Integer.MAX_VALUE, clock);
    }

    /**
     * Waits until a request may go out.
     *
     * @throws HostPausedException  when the server asked for a longer pause than a cycle may sit out
     * @throws InterruptedException when the process stops
     */
    public void acquire() throws InterruptedException {
        sitOutPause();
        patient.consume(1, waiting);
        keepPace();
        while (paused()) { // what was allowed before a pause would go out together with all that is allowed after it
            bucket.addTokens(1);
            sitOutPause();
            patient.consume(1, waiting);
        }
    }

    /**
     * Counts a request that goes out without waiting, as a redirect's does: those that ask later wait for it, too. So what
     * exceeds N in some minute is at most the redirects of the requests under way.
     */
    public void charge() {
        bucket.consumeIgnoringRateLimits(1);
    }

    /**
     * Waits until no pause is left, without taking a permit; a pause that grows meanwhile is sat out to its new end.
     *
     * @throws HostPausedException  when the server asked for a longer pause than a cycle may sit out
     * @throws InterruptedException when the process stops
     */
    public void sitOutPause() throws InterruptedException {
        for (Duration left = pauseLeft(); !left.isZero(); left = pauseLeft()) {
            refuseLong(left);
            waiting.park(left.toNanos());
        }
    }

    /** Holds back every request to this system for {@code wait}; a later end wins over an earlier one. */
    public void pause(Duration wait) {
        Instant now = clock.instant();
        Span before = pause.getAndUpdate(present -> present.extendedBy(wait, now));
        if (!before.holds(now) && !wait.isZero()) {
            Event.of(EventName.REQUEST_THROTTLED).field("system", system).field("waitSeconds", wait)
                    .log(LOG, "A server asked us to slow down: no request goes there for so long");
        }
    }

    /** Keeps requests so far apart, for a minute or until another answer says otherwise; zero ends it. */
    void pace(Duration gap) {
        Instant now = clock.instant();
        Pace before = pace.getAndUpdate(present -> present.then(gap, now));
        if (!before.holds(now) && !gap.isZero()) {
            Event.of(EventName.REQUEST_THROTTLED).field("system", system).field("gapMillis", gap.toMillis())
                    .log(LOG, "A server's rate limit is nearly used up: requests go there more slowly");
        }
    }

    /** The end of the last pause; {@link Instant#MIN} when there never was one. */
    public Instant pausedUntil() {
        return pause.get().until();
    }

    /** Whether requests are held back now. */
    public boolean paused() {
        return !pauseLeft().isZero();
    }

    private Duration pauseLeft() {
        return pause.get().left(clock.instant());
    }

    /** What the server itself slows down now; empty when nothing. */
    public Optional<Throttle> throttle() {
        Instant now = clock.instant();
        Optional<Instant> until = paused() ? Optional.of(pausedUntil()) : Optional.empty();
        Pace present = pace.get();
        Optional<Duration> gap = present.holds(now) ? Optional.of(present.gap()) : Optional.empty();
        return until.isPresent() || gap.isPresent() ? Optional.of(new Throttle(system, until, gap)) : Optional.empty();
    }

    /** @throws HostPausedException when the present pause is longer than a cycle may sit out */
    void refuseLongPause() {
        refuseLong(pauseLeft());
    }

    private void refuseLong(Duration left) {
        if (left.compareTo(LONGEST_WAIT) > 0) {
            throw new HostPausedException(system, pausedUntil());
        }
    }

    /** Each caller takes the next place in the row; the bounds of the gap and of parallel items bound the wait. */
    private void keepPace() throws InterruptedException {
        Instant now = clock.instant();
        Pace before = pace.getAndUpdate(present -> present.afterRequest(now));
        if (before.holds(now) && before.next().isAfter(now)) {
            waiting.park(Duration.between(now, before.next()).toNanos());
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
