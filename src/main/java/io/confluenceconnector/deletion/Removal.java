package io.confluenceconnector.deletion;

import java.util.Objects;

/**
 * A space scope that is to be removed, and what was decided.
 *
 * @param files how many files the platform holds in it
 */
public record Removal(RemovalCandidate candidate, long files, RemovalDecision decision) {
    public Removal {
        Objects.requireNonNull(candidate, "candidate");
        Objects.requireNonNull(decision, "decision");
    }

    @Override
    public String toString() {
        return decision + " removal of the " + candidate;
    }
}
