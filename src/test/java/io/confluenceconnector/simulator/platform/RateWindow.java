package io.confluenceconnector.simulator.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A limit over every window of 60 seconds, however it is placed. */
final class RateWindow {

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private final Deque<Long> admitted = new ArrayDeque<>();
    private int limit = Integer.MAX_VALUE;
    private int most;

    RateWindow(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void limit(int requestsPerMinute) {
        limit = requestsPerMinute;
    }

    /** Counts a request; answers how long to wait when it is one too many. */
    synchronized Optional<Duration> refuse() {
        long now = nanoTime.getAsLong();
        forget(arrivals, now);
        arrivals.addLast(now);
        most = Math.max(most, arrivals.size());
        forget(admitted, now);
        if (admitted.size() < limit) {
            admitted.addLast(now);
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(limit == 0 ? WINDOW : admitted.peekFirst() + WINDOW - now));
    }

    private static void forget(Deque<Long> instants, long now) {
        while (!instants.isEmpty() && now - instants.peekFirst() >= WINDOW) {
            instants.removeFirst();
        }
    }

    /** The largest number of requests, refused ones included, that came within any 60 seconds. */
    synchronized int most() {
        return most;
    }

    synchronized void clear() {
        arrivals.clear();
        most = 0;
    }
}
