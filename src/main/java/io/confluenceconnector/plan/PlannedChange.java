package io.confluenceconnector.plan;

import io.confluenceconnector.logging.Sensitive;

import java.util.Objects;
import java.util.Optional;

/**
 * One item of a plan.
 *
 * @param kind  {@code page}, {@code blogpost} or {@code attachment}
 * @param title empty for what is only known to the platform, which does not tell titles
 */
public record PlannedChange(PlannedAction action, String kind, Sensitive id, Optional<Sensitive> title, String reason) {
    public PlannedChange {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(reason, "reason");
    }
}
