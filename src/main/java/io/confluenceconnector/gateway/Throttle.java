package io.confluenceconnector.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What slows a tenant's requests to one system down at this moment, beyond the tenant's own limit.
 *
 * @param system      in words for a log line
 * @param pausedUntil until when the server asked us to send nothing
 * @param gap         how far apart requests are kept because the server's own limit is nearly used up
 */
public record Throttle(String system, Optional<Instant> pausedUntil, Optional<Duration> gap) {
    public Throttle {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(pausedUntil, "pausedUntil");
        Objects.requireNonNull(gap, "gap");
    }
}
