package io.confluenceconnector.reconciliation;

/**
 * Which cycles reconcile: the first one of the process, then one after every so many (P14). A cycle that ended before it
 * had reconciled everything leaves that to the next one.
 */
final class ReconciliationTurns {

    private final int everyCycles;
    private int untilNext;

    /** @param everyCycles cycles from one reconciliation to the next; 0: never */
    ReconciliationTurns(int everyCycles) {
        this.everyCycles = everyCycles;
    }

    /** Whether the cycle that asks is to reconcile. */
    synchronized boolean next() {
        if (everyCycles == 0) {
            return false;
        }
        untilNext = Math.max(0, untilNext - 1);
        return untilNext == 0;
    }

    /** Says that everything was reconciled. */
    synchronized void completed() {
        untilNext = everyCycles;
    }
}
