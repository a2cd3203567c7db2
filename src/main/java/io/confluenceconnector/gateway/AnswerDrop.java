package io.confluenceconnector.gateway;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import java.io.IOException;
import java.io.InputStream;

/** Gives an answer's body up unread: its status was all that was asked for. */
public final class AnswerDrop implements Processor {

    @Override
    public void process(Exchange exchange) throws IOException {
        if (exchange.getMessage().getBody() instanceof InputStream body) {
            body.close();
        }
        exchange.getMessage().setBody(null);
    }
}
