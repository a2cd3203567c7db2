package io.confluenceconnector.gateway;

import io.confluenceconnector.logging.CapturedLog;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class RetryLogTest {

    @Test
    void shouldTellHowLongTheWaitWas() {
        // given (B21): Camel has taken the header with the wait away when it tries again
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException("reset"));
        exchange.setProperty(CallName.PROPERTY, "/rest/api/content/search");
        new RetryDelay(Duration.ofSeconds(4), Duration.ofSeconds(30), () -> 0.5).process(exchange);
        exchange.getMessage().removeHeaders("*");

        try (CapturedLog log = CapturedLog.json()) {
            // when
            new RetryLog().process(exchange);

            // then
            assertThat(log.written()).contains("\"call\":\"/rest/api/content/search\"").contains("\"waitSeconds\":4");
        }
    }
}
