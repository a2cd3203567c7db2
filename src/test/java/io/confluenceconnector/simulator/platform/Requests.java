package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** What requests with a JSON or form body have in common. */
final class Requests {

    private Requests() { }

    static void requireMethod(HttpExchange exchange, String method) {
        if (!method.equals(exchange.getRequestMethod())) {
            throw new HttpRefusal(405, "only " + method + " is allowed here, not " + exchange.getRequestMethod());
        }
    }

    /** Refuses paths beneath an endpoint; the blob host's root takes all. */
    static void requirePath(HttpExchange exchange, String path) {
        if (!path.equals("/") && !path.equals(exchange.getRequestURI().getRawPath())) {
            throw new HttpRefusal(404, "nothing at " + exchange.getRequestURI().getRawPath());
        }
    }

    static void requireContentType(HttpExchange exchange, String expected) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !mediaType(type).equals(expected)) {
            throw new HttpRefusal(415, "Content-Type must be " + expected + ", not " + type);
        }
    }

    static Map<String, Object> json(HttpExchange exchange) throws IOException {
        requireContentType(exchange, "application/json");
        return Json.object(exchange.getRequestBody().readAllBytes());
    }

    /** The media type without its parameters, in lower case. */
    static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }
}
