package io.confluenceconnector.gateway;

import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** Says before each wait what failed and how long the wait is; a pause that a server asks for is told by its gate (B21). */
final class RetryLog {
    private static final Logger LOG = LoggerFactory.getLogger(RetryLog.class);

    private RetryLog() {
    }

    static void waiting(Exchange exchange, int attempt, Duration wait, Exception failure) {
        Event.of(EventName.REQUEST_RETRIED).field("call", CallName.ofLastSend(exchange))
                .field("attempt", attempt).field("waitSeconds", wait).error(failure)
                .log(LOG, "A request failed for the moment and is sent again after a wait");
    }
}
