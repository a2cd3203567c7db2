package io.confluenceconnector.plan;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a sync would do for some tenants.
 *
 * @param version          of the connector that made it
 * @param deletionsApproved whether it is about {@code sync --approve-deletions}
 */
public record PlanReport(String version, Instant madeAt, boolean deletionsApproved, List<TenantPlan> tenants) {
    public PlanReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(madeAt, "madeAt");
        tenants = List.copyOf(tenants);
    }

    /** Whether the plan of every tenant is complete. */
    public boolean isMade() {
        return tenants.stream().allMatch(TenantPlan::isMade);
    }
}
