package io.confluenceconnector.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.secret.Secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An access token, in memory only (S4).
 *
 * @param scopes the granted scopes; empty when the answer did not list them
 */
record AccessToken(Secret value, Instant refreshAt, Instant expiresAt, Set<String> scopes) {

    /** Refreshed this long before expiry, or at half the lifetime if that is shorter (S4). */
    private static final Duration EARLY = Duration.ofMinutes(5);

    /** What is assumed when the answer names no lifetime (B36). */
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    /** What is believed of a longer one. */
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    AccessToken {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(refreshAt, "refreshAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        scopes = Set.copyOf(scopes);
    }

    /** @throws TransientException when the answer holds no token or no sensible lifetime */
    static AccessToken of(JsonNode answer, Instant now) {
        String value = answer.path("access_token").asText("");
        if (value.isBlank()) {
            throw new TransientException("A token endpoint answered without access_token");
        }
        Duration lifetime = lifetime(answer.path("expires_in"));
        Duration half = lifetime.dividedBy(2);
        Duration early = half.compareTo(EARLY) < 0 ? half : EARLY;
        Instant expiresAt = now.plus(lifetime);
        return new AccessToken(Secret.of(value), expiresAt.minus(early), expiresAt, scopes(answer));
    }

    private static Duration lifetime(JsonNode expiresIn) {
        if (expiresIn.isMissingNode() || expiresIn.isNull()) {
            return DEFAULT_LIFETIME;
        }
        long seconds = expiresIn.asLong(0);
        if (seconds <= 0) {
            throw new TransientException("A token endpoint answered with an expires_in that is no positive number");
        }
        return Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME.toSeconds()));
    }

    private static Set<String> scopes(JsonNode answer) {
        return Arrays.stream(answer.path("scope").asText("").split("[ ,]+")).filter(scope -> !scope.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return Secret.REDACTED;
    }
}
