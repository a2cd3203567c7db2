package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.Scope;

import java.util.Objects;

/** A space scope of ours whose space no longer appears in discovery (P12). */
public record RemovalCandidate(Scope scope, Space space) {
    public RemovalCandidate {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(space, "space");
    }

    @Override
    public String toString() {
        return "scope of " + space;
    }
}
