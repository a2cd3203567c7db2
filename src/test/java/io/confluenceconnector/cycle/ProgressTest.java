package io.confluenceconnector.cycle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

/** How far a stage is, and how long the rest takes. */
class ProgressTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 100, 60, 0, ",
        "25, 100, 60, 25, PT3M",
        "100, 100, 60, 100, PT0S",
        "110, 100, 60, 110, PT0S",
        "3, 4, 2, 90, PT1S",
    })
    void shouldTellTheRateAndTheRemainingTimeAtThatRate(long done, long total, long seconds, double perMinute, Duration remaining) {
        // given
        Progress progress = new Progress(Phase.INGESTING_PAGES, START, done, OptionalLong.of(total));

        // when
        Instant now = START.plusSeconds(seconds);

        // then
        assertThat(progress.perMinute(now)).isEqualTo(perMinute);
        assertThat(progress.remaining(now)).isEqualTo(Optional.ofNullable(remaining));
    }

    @Test
    void shouldNotGuessFromTheFirstMoment() {
        // given
        Progress progress = new Progress(Phase.INGESTING_PAGES, START, 5, OptionalLong.of(10));

        // when
        Instant now = START.plusMillis(999);

        // then
        assertThat(progress.perMinute(now)).isZero();
        assertThat(progress.remaining(now)).isEmpty();
    }

    @Test
    void shouldNotTellTheEndOfASearch() {
        // when
        Progress progress = new Progress(Phase.SCANNING, START, 500, OptionalLong.empty());

        // then
        assertThat(progress.perMinute(START.plusSeconds(30))).isEqualTo(1000);
        assertThat(progress.remaining(START.plusSeconds(30))).isEmpty();
    }

    @Test
    void shouldBeginAnewWithEachStage() {
        // given
        SyncCycle cycle = new SyncCycle("c1", START, CycleListener.NONE, Clock.fixed(START.plusSeconds(7), ZoneOffset.UTC));
        cycle.enter(Phase.INGESTING_PAGES, 3);
        cycle.advance(2);
        Progress pages = cycle.progress();

        // when
        cycle.enter(Phase.INGESTING_ATTACHMENTS, 9);

        // then
        assertThat(pages).isEqualTo(new Progress(Phase.INGESTING_PAGES, START.plusSeconds(7), 2, OptionalLong.of(3)));
        assertThat(cycle.progress())
                .isEqualTo(new Progress(Phase.INGESTING_ATTACHMENTS, START.plusSeconds(7), 0, OptionalLong.of(9)));
    }
}
