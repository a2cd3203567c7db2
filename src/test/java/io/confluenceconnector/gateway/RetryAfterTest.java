package io.confluenceconnector.gateway;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** Both forms of {@code Retry-After}, and everything else that servers write there (P10, B21, B22). */
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0                              | PT0S",
        "1                              | PT1S",
        " 30                            | PT30S",
        "1300                           | PT21M40S",
        "3900                           | PT65M",
        "3901                           | PT65M",
        "99999999999999999999           | PT65M",
        "Tue, 10 Mar 2026 12:00:45 GMT  | PT45S",
        "Tue, 10 Mar 2026 11:00:00 GMT  | PT0S",
        "Fri, 31 Dec 2027 23:59:59 GMT  | PT65M",
    })
    void shouldReadWait(String header, Duration expected) {
        // when / then
        assertThat(RetryAfter.parse(header, NOW)).contains(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "-1", "-99999999999", "1.5", "+5", "soon", "10s", "2026-03-10T12:00:45Z",
        "Tue, 32 Mar 2026 12:00:45 GMT"})
    void shouldTakeAnythingElseForAbsent(String header) {
        // when / then
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-03-10T12:01:00Z, PT1M", "2026-03-10T13:00Z, PT1H", "2027-01-01T00:10:00Z, PT65M",
        "2026-03-10T11:00:00Z, PT0S"})
    void shouldReadWhenQuotaComesBack(String header, Duration expected) {
        // when / then
        assertThat(RetryAfter.until(header, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1773144000", "tomorrow"})
    void shouldIgnoreResetThatIsNoInstant(String header) {
        // when / then
        assertThat(RetryAfter.until(header, NOW)).isEmpty();
    }

    @Property
    void shouldNeverBeNegativeNorLongerThanTheLongestPause(@ForAll String header) {
        // when / then
        assertThat(RetryAfter.parse(header, NOW)).satisfiesAnyOf(
                wait -> assertThat(wait).isEmpty(),
                wait -> assertThat(wait.orElseThrow()).isBetween(Duration.ZERO, Duration.ofMinutes(65)));
    }
}
