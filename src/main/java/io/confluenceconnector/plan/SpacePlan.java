package io.confluenceconnector.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a sync would do in one space. */
public record SpacePlan(String spaceKey, ScopeChange scope, List<PlannedChange> changes, Optional<SpaceRemoval> removal) {
    public SpacePlan {
        Objects.requireNonNull(spaceKey, "spaceKey");
        Objects.requireNonNull(scope, "scope");
        changes = List.copyOf(changes);
        Objects.requireNonNull(removal, "removal");
    }

    /** How many items meet this. */
    public long count(PlannedAction action) {
        return changes.stream().filter(change -> change.action() == action).count();
    }

    /** Counts only (S10). */
    @Override
    public String toString() {
        return changes.size() + " changes in space " + spaceKey;
    }
}
