package io.confluenceconnector.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The limit holds over every 60 seconds, not over calendar minutes. */
class RateWindowTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RateWindow window = new RateWindow(nanos::get);

    private void advance(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void shouldAdmitAgainWhenTheOldestRequestIsAMinuteOld() {
        // given
        window.limit(2);
        window.refuse();
        advance(50);
        window.refuse();

        // when, then
        advance(9);
        assertThat(window.refuse()).contains(Duration.ofSeconds(1));
        advance(1);
        assertThat(window.refuse()).isEmpty();
        assertThat(window.refuse()).contains(Duration.ofSeconds(50));
    }

    @Test
    void shouldCountTheBusiestMinuteWithRefusedRequests() {
        // given
        window.limit(1);

        // when
        window.refuse();
        advance(30);
        window.refuse();
        window.refuse();
        advance(31);
        window.refuse();
        advance(61);
        window.refuse();

        // then
        assertThat(window.most()).isEqualTo(3);
    }
}
