package io.confluenceconnector.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads {@code Retry-After}: seconds or an HTTP date; anything else counts as absent (P10). */
final class RetryAfter {

    /** An hour and five minutes: a quota is refilled at the full hour, nothing sane is longer. */
    static final Duration LONGEST = Duration.ofMinutes(65);

    private RetryAfter() {
    }

    /** The wait, between zero and {@link #LONGEST}; empty when the header is absent, negative, or unreadable. */
    static Optional<Duration> parse(String value, Instant now) {
        if (value == null || value.trim().isEmpty()) {
            return Optional.empty();
        }
        return seconds(value.trim()).or(() -> date(value.trim(), now)).map(RetryAfter::bounded);
    }

    /** The wait until an ISO 8601 instant, with or without seconds; empty when it is unreadable. */
    static Optional<Duration> until(String value, Instant now) {
        try {
            return Optional.of(bounded(Duration.between(now, OffsetDateTime.parse(value.trim()).toInstant())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(String value) {
        if (!value.chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        return Optional.of(value.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(value)));
    }

    private static Optional<Duration> date(String value, Instant now) {
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
