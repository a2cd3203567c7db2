package io.confluenceconnector.gateway;

import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** Says with each retry what failed and how long the wait was; a pause that a server asks for is told when it begins (B21). */
public final class RetryLog implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RetryLog.class);

    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String call = exchange.getProperty(CallName.PROPERTY, "a request", String.class);
        Event.of(EventName.REQUEST_RETRIED).field("call", call)
                .field("attempt", exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class))
                .field("waitSeconds", exchange.getProperty(RetryDelay.LAST_WAIT, Duration.ZERO, Duration.class)).error(failure)
                .log(LOG, "A request failed for the moment and is sent again");
    }
}
