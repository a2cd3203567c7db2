package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of everything that a cycle's diff wants to delete.
 *
 * @param method how pages were confirmed
 */
public record DeletionDecisions(Map<Space, DeletionDecision> bySpace, String method) {

    /** Name of the exchange property that carries them. */
    public static final String PROPERTY = "deletionDecisions";

    public DeletionDecisions {
        bySpace = Collections.unmodifiableMap(new LinkedHashMap<>(bySpace));
        Objects.requireNonNull(method, "method");
    }

    /** Whether anything is deleted now. */
    public boolean hasDue() {
        return bySpace.values().stream().anyMatch(decision -> !decision.due().isEmpty());
    }

    @Override
    public String toString() {
        return "decisions on the deletions of " + bySpace.size() + " spaces";
    }
}
