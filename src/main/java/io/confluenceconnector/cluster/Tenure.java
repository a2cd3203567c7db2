package io.confluenceconnector.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** A time during which this process holds a tenant's Lease without doubt; the permit for its requests. Safe for many threads. */
final class Tenure implements BooleanSupplier {

    private final Time time;
    private final Duration cutOffAfter;
    private volatile Mark renewed;

    /** A moment on both clocks. */
    record Mark(long nanos, Instant wall) {
        static Mark now(Time time) {
            return new Mark(time.nanos(), time.wall());
        }
    }

    /** @param acquired the moment before the request that acquired the Lease was sent */
    Tenure(Time time, Duration cutOffAfter, Mark acquired) {
        this.time = time;
        this.cutOffAfter = cutOffAfter;
        this.renewed = acquired;
    }

    /** @param sent the moment before the request that renewed the Lease was sent */
    void renewed(Mark sent) {
        renewed = sent;
    }

    /** Since the last renewal, by the clock that says more: a suspended machine shows on one of them only. */
    Duration age() {
        Mark last = renewed;
        Duration steady = time.since(last.nanos());
        Duration wall = Duration.between(last.wall(), time.wall());
        return steady.compareTo(wall) > 0 ? steady : wall;
    }

    /** Whether requests for the tenant may be sent now. */
    @Override
    public boolean getAsBoolean() {
        return age().compareTo(cutOffAfter) < 0;
    }
}
