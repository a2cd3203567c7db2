package io.confluenceconnector.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * The two clocks of a process. Elapsed time is what the steady one says; the other one may be set, and tells of a machine
 * that was suspended.
 */
interface Time {

    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };

    /** Of the steady clock; only differences mean anything. */
    long nanos();

    Instant wall();

    /** By the steady clock. */
    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }
}
