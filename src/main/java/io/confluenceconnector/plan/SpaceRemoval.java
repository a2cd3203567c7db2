package io.confluenceconnector.plan;

import java.util.Objects;

/**
 * What a sync would do with the scope of a space that is no longer selected, or of a deleted tenant.
 *
 * @param files what the platform holds in it
 */
public record SpaceRemoval(PlannedAction action, long files, String reason) {
    public SpaceRemoval {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(reason, "reason");
    }
}
