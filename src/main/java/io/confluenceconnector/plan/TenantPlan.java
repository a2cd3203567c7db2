package io.confluenceconnector.plan;

import io.confluenceconnector.cycle.ItemFailure;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sync would do for one tenant.
 *
 * @param status     the tenant's, as its file says it
 * @param failure    why no plan could be made; what was found out before is told nevertheless
 * @param rootScope  empty when the check did not get so far
 * @param discovered empty when discovery did not end
 * @param spaces     those in which something would happen, or is kept from happening
 * @param failures   what a sync would fail at, or what could not be looked at
 */
public record TenantPlan(String tenant, String status, Optional<String> failure, Duration duration,
                         Optional<RootScopeState> rootScope, Optional<Discovered> discovered, List<SpacePlan> spaces,
                         List<ItemFailure> failures) {
    public TenantPlan {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(rootScope, "rootScope");
        Objects.requireNonNull(discovered, "discovered");
        spaces = List.copyOf(spaces);
        failures = List.copyOf(failures);
    }

    /**
     * What Confluence selects.
     *
     * @param deletionsAllowed false when discovery has a hole, so that a sync would delete nothing (P4, P6)
     */
    public record Discovered(int spaces, int pages, int attachments, boolean deletionsAllowed) {
    }

    /** Whether the plan is complete. */
    public boolean isMade() {
        return failure.isEmpty();
    }

    /** How many items of all spaces meet this. */
    public long count(PlannedAction action) {
        return spaces.stream().mapToLong(space -> space.count(action)).sum();
    }

    /** How many space scopes meet this as a whole. */
    public long countSpaces(PlannedAction action) {
        return spaces.stream().flatMap(space -> space.removal().stream())
                .filter(removal -> removal.action() == action).count();
    }

    /** Counts only (S10). */
    @Override
    public String toString() {
        return "plan of " + tenant + " for " + spaces.size() + " spaces";
    }
}
