package io.confluenceconnector.diff;

import io.confluenceconnector.platform.FileDiff;

import java.util.Collections;
import java.util.Set;

/** The guards after each space's diff: whether its deletions can be believed (P8). */
final class DiffGuards {
    private DiffGuards() {
    }

    /** What the guards say. */
    sealed interface Verdict {

        /** Go on. */
        record Believable() implements Verdict {
        }

        /** Go on, and say so: everything stored is replaced by other keys. */
        record FullReplacement(String warning) implements Verdict {
        }

        /** The cycle fails. */
        record Unbelievable(String reason) implements Verdict {
        }
    }

    /**
     * @param submitted item ids sent to the diff
     * @param deleted   the answer's deletions, protected ids taken out
     * @param stored    how many files the platform holds under the partial key
     */
    static Verdict judge(Set<String> submitted, FileDiff diff, Set<String> deleted, long stored) {
        if (deleted.isEmpty()) {
            return new Verdict.Believable();
        }
        String counts = deleted.size() + " deletions of " + stored + " stored files, " + submitted.size()
                + " items submitted, " + diff.newFiles().size() + " of them new";
        if (submitted.isEmpty()) {
            return new Verdict.Unbelievable("Nothing was submitted to the diff, yet it wants " + counts);
        }
        if (deleted.size() < stored) {
            return new Verdict.Believable();
        }
        if (diff.newFiles().isEmpty() || !Collections.disjoint(deleted, submitted)) {
            return new Verdict.Unbelievable("The diff would delete everything that is stored, which looks like a mix-up"
                    + " of key formats (" + counts + "). Check ingestion.useV1KeyFormat against what was ingested before");
        }
        return new Verdict.FullReplacement("The diff replaces everything that is stored (" + counts + ")");
    }
}
