package io.confluenceconnector.reconciliation;

/** What reconciliations of one process know of earlier ones (P14). */
public final class ReconciliationMemory {

    final ReconciliationTurns turns;
    final ProcessingFailures failures = new ProcessingFailures();

    /** @param everyCycles cycles from one reconciliation to the next; 0: never */
    public ReconciliationMemory(int everyCycles) {
        this.turns = new ReconciliationTurns(everyCycles);
    }
}
