package io.confluenceconnector.gateway;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import java.net.URI;
import java.util.Objects;
import java.util.function.Function;

/**
 * The last step before a send: hands the address of the request under way to the HTTP client. An address may be a
 * credential, so that no step may stand between (S9); the client takes the header away again.
 *
 * @param property exchange property of the request under way
 */
public record RequestAddress<R>(String property, Class<R> type, Function<R, URI> address) implements Processor {

    public RequestAddress {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(address, "address");
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.HTTP_URI, address.apply(exchange.getProperty(property, type)).toString());
    }
}
