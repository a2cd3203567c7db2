package io.confluenceconnector.simulator.confluence;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A fault that waits for matching requests. */
public final class InjectedFault {

    private final Predicate<RecordedRequest> requests;
    private final Fault fault;
    private final AtomicInteger remaining;
    private final AtomicInteger hits = new AtomicInteger();

    InjectedFault(Predicate<RecordedRequest> requests, int times, Fault fault) {
        this.requests = requests;
        this.fault = fault;
        this.remaining = new AtomicInteger(times);
    }

    /** Takes the request if it matches and the fault is not used up. */
    boolean takes(RecordedRequest request) {
        if (!requests.test(request)
                || remaining.getAndUpdate(times -> times == Integer.MAX_VALUE ? times : Math.max(0, times - 1)) == 0) {
            return false;
        }
        hits.incrementAndGet();
        return true;
    }

    Fault fault() {
        return fault;
    }

    /** How many requests it has met. */
    public int hits() {
        return hits.get();
    }

    /** Ends it. */
    public void remove() {
        remaining.set(0);
    }
}
