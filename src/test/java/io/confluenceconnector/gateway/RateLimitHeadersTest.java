package io.confluenceconnector.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** We slow down before we are told to, and never without bounds (P10). */
class RateLimitHeadersTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static Optional<Duration> gap(Map<String, String> headers) {
        return new RateLimitHeaders(name -> headers.getOrDefault(name, ""), NOW).gap();
    }

    @Test
    void shouldSayNothingWithoutHeaders() {
        // when / then
        assertThat(gap(Map.of())).isEmpty();
        assertThat(gap(Map.of("X-RateLimit-Limit", "360000"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"X-RateLimit-, 60000, PT0S", "X-RateLimit-, 1000, PT0.6S", "X-RateLimit-, 10, PT10S", "X-RateLimit-, 0, PT10S",
        "X-Beta-RateLimit-, 1000, PT0.6S", "X-Beta-RateLimit-, 60000, PT0S"})
    void shouldSpreadWhatIsLeftOfQuotaUntilItsReset(String prefix, String left, Duration expected) {
        // when / then
        assertThat(gap(Map.of(prefix + "Limit", "65000", prefix + "Remaining", left, prefix + "Reset", "2026-03-10T12:10Z")))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"'\"global-app-quota\";r=600;t=300', PT0.5S", "'\"burst\";r=900;t=9, \"global-app-quota\";r=10;t=20', PT2S",
        "'\"global-app-quota\";t=1840', PT1S", "'\"global-app-quota\";r=0;t=1840', PT10S", "nonsense, PT1S"})
    void shouldKeepTheWidestPaceOfThePoliciesThatWarn(String policies, Duration expected) {
        // when (B24) / then
        assertThat(gap(Map.of("X-RateLimit-NearLimit", "true", "RateLimit", policies))).contains(expected);
        assertThat(gap(Map.of("X-Beta-RateLimit-NearLimit", "true", "Beta-RateLimit", policies))).contains(expected);
        assertThat(gap(Map.of("RateLimit", policies))).as("no warning").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"80, PT0S", "20, PT0.5S", "0, PT0.5S"})
    void shouldWaitForTokensOfDataCenterWhenFewAreLeft(String left, Duration expected) {
        // when / then
        assertThat(gap(Map.of("X-RateLimit-Limit", "100", "X-RateLimit-Remaining", left, "X-RateLimit-FillRate", "2",
                "X-RateLimit-Interval-Seconds", "1", "Retry-After", "0"))).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many", "99999999999999999999", "1.5"})
    void shouldNotBelieveNumbersThatAreNone(String value) {
        // when / then
        assertThat(gap(Map.of("X-RateLimit-Remaining", value, "X-RateLimit-FillRate", value,
                "X-RateLimit-Interval-Seconds", value, "X-RateLimit-Reset", value))).isEmpty();
    }

    @Test
    void shouldNeverWaitLongerThanTenSecondsForOneRequest() {
        // when / then
        assertThat(gap(Map.of("X-RateLimit-Limit", "100", "X-RateLimit-Remaining", "0", "X-RateLimit-FillRate", "1",
                "X-RateLimit-Interval-Seconds", "86400"))).contains(RateLimitHeaders.WIDEST_GAP);
    }
}
