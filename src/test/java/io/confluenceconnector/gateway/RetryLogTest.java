package io.confluenceconnector.gateway;

import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.Loggable;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** A person who reads along learns of a wait when it begins (B21). */
class RetryLogTest {

    private static final Loggable SEARCH = new Loggable() {
        @Override
        public String toString() {
            return "/rest/api/content/search";
        }
    };

    private static Exchange failed(int failures, int allowedRetries) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException("reset"));
        exchange.setProperty(Exchange.TO_ENDPOINT, "confluence://api");
        exchange.setProperty("confluenceRequest", SEARCH);
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, failures);
        exchange.getMessage().setHeader(Exchange.REDELIVERY_MAX_COUNTER, allowedRetries);
        return exchange;
    }

    private static String said(Exchange exchange) {
        try (CapturedLog log = CapturedLog.json()) {
            new RetryDelay(Duration.ofSeconds(4), Duration.ofSeconds(30), () -> 0.5).process(exchange);
            return log.written();
        }
    }

    @Test
    void shouldTellTheWaitWhenItBegins() {
        // when
        String said = said(failed(2, 4));

        // then
        assertThat(said).contains("\"event\":\"request.retried\"", "\"call\":\"/rest/api/content/search\"", "\"attempt\":2", "\"waitSeconds\":8");
    }

    @Test
    void shouldTellNoWaitAfterTheLastTry() {
        // when
        String said = said(failed(5, 4));

        // then
        assertThat(said).doesNotContain("request.retried");
    }

    @Test
    void shouldTellNoWaitWhenNoRetryIsAllowed() {
        // given
        Exchange exchange = failed(1, 0);
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_MAX_COUNTER);

        // when
        String said = said(exchange);

        // then
        assertThat(said).doesNotContain("request.retried");
    }
}
