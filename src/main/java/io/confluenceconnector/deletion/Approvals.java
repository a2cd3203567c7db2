package io.confluenceconnector.deletion;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An operator's word that held and pending deletions may be carried out; never overrides a veto (P11). It counts for one
 * whole cycle: the one under way when it is given has begun without it.
 */
public final class Approvals {
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean inForce = new AtomicBoolean();

    /** Given for the next cycle. */
    public void approve() {
        waiting.set(true);
    }

    /** Begins a cycle: an approval that waited is now in force. */
    public void cycleStarted() {
        if (waiting.getAndSet(false)) {
            inForce.set(true);
        }
    }

    /** Ends a cycle that got as far as its deletions; one that failed earlier leaves the approval in force. */
    public void used() {
        inForce.set(false);
    }

    boolean given() {
        return inForce.get();
    }
}
