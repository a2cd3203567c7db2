package io.confluenceconnector.cluster;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Lease of Kubernetes, as far as the election uses it.
 *
 * @param version  changes with every write; the server refuses a write that names an older one
 * @param holder   empty: free
 * @param seconds  its duration, by which others take over
 * @param acquired when the holder took it; for people only, as the clocks of pods differ
 * @param renewed  likewise
 */
record Lease(String name, String version, Optional<String> holder, int seconds, Instant acquired, Instant renewed,
             int transitions, Map<String, String> annotations) {

    Lease {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(acquired, "acquired");
        Objects.requireNonNull(renewed, "renewed");
        annotations = Map.copyOf(annotations);
    }

    /** One that does not exist yet. */
    static Lease fresh(String name, Optional<String> holder, int seconds, Instant now) {
        return new Lease(name, "", holder, seconds, now, now, 0, Map.of());
    }

    Lease renewedAt(Instant now, int newSeconds) {
        return new Lease(name, version, holder, newSeconds, acquired, now, transitions, annotations);
    }

    Lease takenBy(String newHolder, int newSeconds, Instant now) {
        return new Lease(name, version, Optional.of(newHolder), newSeconds, now, now, transitions + 1, annotations);
    }

    Lease free(Instant now) {
        return new Lease(name, version, Optional.empty(), seconds, acquired, now, transitions, annotations);
    }

    Lease with(Map<String, String> newAnnotations) {
        return new Lease(name, version, holder, seconds, acquired, renewed, transitions, newAnnotations);
    }
}
