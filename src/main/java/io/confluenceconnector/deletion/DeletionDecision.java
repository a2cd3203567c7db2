package io.confluenceconnector.deletion;

import java.util.Set;

/**
 * What becomes of a space's deletions in this cycle.
 *
 * @param due      deleted now
 * @param pending  confirmed by the index only: due when the next cycle asks again
 * @param vetoed   still selected
 * @param unknown  no answer from Confluence
 * @param held     more than {@code maxDeletePercent} allows
 */
public record DeletionDecision(Set<String> due, Set<String> pending, Set<String> vetoed, Set<String> unknown,
                        Set<String> held) {

    /** The share applies only from this many deletions on (P11). */
    static final int FEWEST_TO_HOLD = 10;

    public DeletionDecision {
        due = Set.copyOf(due);
        pending = Set.copyOf(pending);
        vetoed = Set.copyOf(vetoed);
        unknown = Set.copyOf(unknown);
        held = Set.copyOf(held);
    }

    /** Counts only (S10). */
    @Override
    public String toString() {
        return due.size() + " due, " + pending.size() + " pending, " + vetoed.size() + " vetoed, " + unknown.size()
                + " without an answer, " + held.size() + " held";
    }

    /** Whether so many deletions of so many stored files are more than the operator allows at once. */
    static boolean exceeds(int deletions, long stored, int maxDeletePercent) {
        return deletions >= FEWEST_TO_HOLD && deletions * 100L > stored * maxDeletePercent;
    }
}
