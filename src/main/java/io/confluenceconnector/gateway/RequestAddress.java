package io.confluenceconnector.gateway;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import java.util.Objects;
import java.util.function.Function;

/**
 * The last step before a send: hands the address of the request under way to the HTTP client, which takes it away again.
 * An address that is a credential stays a secret, which only the client reveals (S8, S9).
 *
 * @param property exchange property of the request under way
 * @param address  a URI, or a {@link io.confluenceconnector.secret.Secret}
 */
public record RequestAddress<R>(String property, Class<R> type, Function<R, ?> address) implements Processor {

    public RequestAddress {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(address, "address");
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.HTTP_URI, address.apply(exchange.getProperty(property, type)));
    }
}
