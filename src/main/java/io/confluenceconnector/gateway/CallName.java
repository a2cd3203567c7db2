package io.confluenceconnector.gateway;

import io.confluenceconnector.logging.Loggable;
import org.apache.camel.Exchange;

/**
 * Names the call under way, for messages and metrics: a path template or an operation. It comes from the type of the
 * request, never from a text, which an edited route could have made of a title (S10).
 */
public final class CallName {

    private static final String UNKNOWN = "a request";

    private CallName() {
    }

    /** The name of the call to a system. */
    public static String of(Exchange exchange, RemoteSystem system) {
        return switch (system) {
            case CONFLUENCE -> named(exchange, "confluenceRequest");
            case PLATFORM -> named(exchange, "platformRequest");
            case CONFLUENCE_TOKEN, PLATFORM_TOKEN -> "token request";
            case UPLOAD -> "upload";
        };
    }

    /** The name of the call that was sent last. */
    static String ofLastSend(Exchange exchange) {
        return RemoteSystem.ofEndpoint(exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class))
                .map(system -> of(exchange, system)).orElse(UNKNOWN);
    }

    private static String named(Exchange exchange, String request) {
        return exchange.getProperty(request) instanceof Loggable call ? call.toString() : UNKNOWN;
    }
}
