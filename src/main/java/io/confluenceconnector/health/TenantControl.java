package io.confluenceconnector.health;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What JMX can ask of a tenant, and do with it, beyond its cycles. */
public record TenantControl(Supplier<Optional<Instant>> pausedUntil, Supplier<Optional<Instant>> nextRun,
                            Runnable triggerCycle, Runnable approveDeletions) {
    public TenantControl {
        Objects.requireNonNull(pausedUntil, "pausedUntil");
        Objects.requireNonNull(nextRun, "nextRun");
        Objects.requireNonNull(triggerCycle, "triggerCycle");
        Objects.requireNonNull(approveDeletions, "approveDeletions");
    }
}
