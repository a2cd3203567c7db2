package io.confluenceconnector.gateway;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Waits grow, scatter and honour the server, and never shrink to a busy loop (P10, B17, B18). */
class RetryDelayTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static RetryDelay delay(double random) {
        return new RetryDelay(FIRST, LONGEST, () -> random);
    }

    private static long headerAfter(Exception failure, int counter) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, counter);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        delay(0.5).process(exchange);
        return exchange.getMessage().getHeader(RetryDelay.DELAY_HEADER, Long.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 2000", "2, 4000", "4, 16000", "5, 30000", "1000000, 30000"})
    void shouldDoubleUpToTheLongestWait(int attempt, long expectedMillis) {
        // when
        Duration wait = delay(0.5).delay(attempt, Optional.empty());

        // then
        assertThat(wait).isEqualTo(Duration.ofMillis(expectedMillis));
    }

    @Property
    void shouldScatterAroundTheWaitAndNeverBeABusyLoop(@ForAll @IntRange(max = 100) int attempt,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double random, @ForAll @IntRange(max = 3900) int asked) {
        // when
        Duration own = delay(random).delay(attempt, Optional.of(Duration.ZERO));
        Duration honoured = delay(random).delay(attempt, Optional.of(Duration.ofSeconds(asked)));

        // then
        assertThat(own).isBetween(Duration.ofMillis(700), Duration.ofMillis(39_000));
        assertThat(honoured).isGreaterThanOrEqualTo(Duration.ofSeconds(asked)).isGreaterThanOrEqualTo(own);
        assertThat(honoured).isIn(own, Duration.ofSeconds(asked));
    }

    @Test
    void shouldTellCamelTheWaitInMilliseconds() {
        // when / then
        assertThat(headerAfter(new IOException("reset"), 1)).isEqualTo(1_000);
        assertThat(headerAfter(new IOException("reset"), 2)).isEqualTo(2_000);
        assertThat(headerAfter(new TransientException("slow down", new OptionalStatus(429),
                Optional.of(Duration.ofSeconds(60))), 1)).isEqualTo(60_000);
        assertThat(headerAfter(new UnauthorizedException("revoked"), 1)).isZero();
    }
}
