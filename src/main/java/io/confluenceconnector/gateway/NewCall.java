package io.confluenceconnector.gateway;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The first step of every route that is retried: a call has all of its tries, whatever became of the calls before it on
 * the same exchange (P10). Camel keeps the number of tries in headers, and the mark that a failure has had its tries on
 * the exchange itself, where neither a later success nor a {@code doCatch} removes it.
 */
public final class NewCall implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeaders("CamelRedeliver*");
        exchange.removeProperty(RetryDelay.TOKEN_REFUSALS);
        exchange.getExchangeExtension().setFailureHandled(false);
    }
}
