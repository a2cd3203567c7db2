package io.confluenceconnector.confluence;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** All forms of time that the two products send (B96). */
class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.678Z,         2026-01-02T03:04:05.678Z",
        "2026-01-02T04:04:05.678+01:00,    2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05.678+0000,     2026-01-02T03:04:05.678Z",
        "2018-07-03T13:35:11.450+02:00,    2018-07-03T11:35:11.450Z",
        "2026-01-02T03:04:05Z,             2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+09,           2026-01-01T18:04:05Z",
        "2026-01-02T03:04:05.6+0900,       2026-01-01T18:04:05.6Z",
        "2026-01-02T03:04:05.67-0330,      2026-01-02T06:34:05.67Z",
        "2026-01-02T03:04:05.678901Z,      2026-01-02T03:04:05.678901Z",
        "2026-01-02T03:04:05.6789Z,        2026-01-02T03:04:05.6789Z",
        "2026-01-02T03:04:05.123456789Z,   2026-01-02T03:04:05.123456789Z",
    })
    void shouldReadEveryForm(String timestamp, Instant expected) {
        // when / then
        assertThat(Timestamps.instant(timestamp)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-01-02", "2026-01-02T03:04:05", "2026-13-02T03:04:05Z"})
    void shouldGiveNothingForWhatIsNoTime(String timestamp) {
        // when / then
        assertThat(Timestamps.instant(timestamp)).isEmpty();
    }
}
