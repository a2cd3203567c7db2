package io.confluenceconnector.cluster;

import java.util.concurrent.atomic.AtomicBoolean;

/** A tenant's Lease that this process holds, or held until a moment ago. */
final class Held {

    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean cutOff = new AtomicBoolean();
    private final Tenure tenure;
    private volatile Lease lease;
    private volatile boolean lost;

    Held(Lease lease, Tenure tenure) {
        this.lease = lease;
        this.tenure = tenure;
    }

    Lease lease() {
        return lease;
    }

    void lease(Lease current) {
        lease = current;
    }

    Tenure tenure() {
        return tenure;
    }

    /** @return whether it was not ending before */
    boolean end() {
        return !ending.getAndSet(true);
    }

    boolean isEnding() {
        return ending.get();
    }

    /** @return whether it was not cut off before */
    boolean cut() {
        ending.set(true);
        return !cutOff.getAndSet(true);
    }

    /** Another process holds the Lease, so that it is neither renewed nor freed. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }
}
