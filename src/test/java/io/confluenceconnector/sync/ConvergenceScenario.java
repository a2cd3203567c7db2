package io.confluenceconnector.sync;

import java.util.List;

/**
 * What happens to a tenant, cycle by cycle.
 *
 * @param reconciles        whether every cycle reconciles (P14), or only the first one of a process
 * @param requestsPerMinute the limit of both systems
 */
record ConvergenceScenario(Setup setup, boolean reconciles, int requestsPerMinute, List<WikiEdit> wiki, List<Round> rounds) {
    ConvergenceScenario {
        wiki = List.copyOf(wiki);
        rounds = List.copyOf(rounds);
    }

    /**
     * Edits, and the cycle after them.
     *
     * @param hidden     numbers of the content that the search index loses
     * @param staleIndex whether search answers from before the edits
     * @param lagCycles  for how many cycles in a row it lies so
     * @param crashAfter the platform request after which the process dies; 0: it lives
     */
    record Round(List<WikiEdit> edits, List<Trouble> troubles, List<Integer> hidden, boolean staleIndex,
                 int lagCycles, int crashAfter) {
        Round {
            edits = List.copyOf(edits);
            troubles = List.copyOf(troubles);
            hidden = List.copyOf(hidden);
        }

        boolean crashes() {
            return crashAfter > 0;
        }

        boolean lags() {
            return staleIndex || !hidden.isEmpty();
        }

        boolean isClean() {
            return !crashes() && !lags() && troubles.isEmpty();
        }
    }
}
