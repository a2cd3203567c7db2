package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.Scope;

import java.util.Objects;
import java.util.Optional;

/** A space scope of ours that may be removed with its files (P12, P16). */
public record RemovalCandidate(Scope scope, Space space, RemovalCause cause) {

    public RemovalCandidate {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(cause, "cause");
    }

    /** Reads a scope's mark; empty when it is missing, unreadable or another tenant's: such a scope is left alone. */
    static Optional<RemovalCandidate> of(Scope scope, ContentKeys keys, RemovalCause cause) {
        return scope.externalId().filter(mark -> mark.startsWith(keys.spaceMarkPrefix())).flatMap(mark -> {
            String[] idAndKey = mark.substring(keys.spaceMarkPrefix().length()).split(":", 2);
            return idAndKey.length == 2 && !idAndKey[0].isEmpty() && !idAndKey[1].isEmpty()
                    ? Optional.of(new RemovalCandidate(scope, new Space(idAndKey[0], idAndKey[1], ""), cause))
                    : Optional.empty();
        });
    }

    @Override
    public String toString() {
        return "scope of " + space;
    }
}
