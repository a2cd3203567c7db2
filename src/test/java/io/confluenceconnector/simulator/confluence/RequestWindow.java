package io.confluenceconnector.simulator.confluence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts requests in a sliding window, and refuses those beyond a limit when there is one. */
final class RequestWindow {

    private final LongSupplier nanoTime;
    private final Deque<Long> arrived = new ArrayDeque<>();
    private final Deque<Long> accepted = new ArrayDeque<>();
    private Duration length = Duration.ofSeconds(60);
    private int limit = Integer.MAX_VALUE;
    private int maximum;

    RequestWindow(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void limit(int requests, Duration window) {
        limit = requests;
        length = window;
    }

    /** Notes a request; a refused one learns how long to wait until a place in the window is free. */
    synchronized Optional<Duration> refuse() {
        long now = nanoTime.getAsLong();
        forget(arrived, now);
        forget(accepted, now);
        arrived.add(now);
        maximum = Math.max(maximum, arrived.size());
        if (accepted.size() < limit) {
            accepted.add(now);
            return Optional.empty();
        }
        long since = accepted.isEmpty() ? now : accepted.getFirst();
        return Optional.of(Duration.ofNanos(since + length.toNanos() - now));
    }

    /** The most requests that arrived within any window so far, refused ones included. */
    synchronized int maximum() {
        return maximum;
    }

    private void forget(Deque<Long> times, long now) {
        while (!times.isEmpty() && now - times.getFirst() >= length.toNanos()) {
            times.removeFirst();
        }
    }
}
