package io.confluenceconnector.health;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class CachedCheckTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final HandClock clock = new HandClock();
    private final CachedCheck cached = new CachedCheck(new HealthCheck() {
        @Override
        public String name() {
            return "connectivity";
        }

        @Override
        public CheckResult check() {
            return new CheckResult(true, Map.of("look", looks.incrementAndGet()));
        }
    }, Duration.ofSeconds(5), clock);

    @ParameterizedTest
    @CsvSource({"0, 1", "4999, 1", "5000, 2", "-1, 2", "-3600000, 2"})
    void shouldLookAgainOnlyWhenTheResultHasExpiredOrTheClockWasSetBack(long laterMillis, int look) {
        // given
        cached.check();

        // when
        clock.now = clock.now.plusMillis(laterMillis);

        // then
        assertThat(cached.check().fields()).containsEntry("look", look);
    }

    @Test
    void shouldLookOnceForAllWhoComeAtOnce() {
        // when
        IntStream.range(0, 100).parallel().forEach(i -> cached.check());

        // then
        assertThat(looks).hasValue(1);
    }

    private static final class HandClock extends Clock {
        private volatile Instant now = Reports.START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
