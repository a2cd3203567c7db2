package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.Headers;

/** Tells who calls, by service headers (cluster-local mode) or by bearer token (external mode). */
final class Callers {

    static final String EXTERNAL_USER = "user-of-connector";

    private static final String SERVICE = "confluence-connector";

    private final Tokens tokens;

    Callers(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The id of the user who calls. */
    String userId(Headers headers) {
        String authorization = headers.getFirst("Authorization");
        if (authorization != null) {
            return bearer(authorization, headers);
        }
        if (!SERVICE.equals(headers.getFirst("x-service-id"))) {
            throw new HttpRefusal(401, "neither a bearer token nor x-service-id: " + SERVICE);
        }
        required(headers, "x-company-id");
        return required(headers, "x-user-id");
    }

    private String bearer(String authorization, Headers headers) {
        if (headers.containsKey("x-service-id")) {
            throw new HttpRefusal(401, "Authorization and x-service-id together");
        }
        if (!authorization.startsWith("Bearer ")) {
            throw new HttpRefusal(401, "Authorization is not a bearer token");
        }
        if (!tokens.valid(authorization.substring("Bearer ".length()))) {
            throw HttpRefusal.expected(401, "the token is unknown, expired or revoked");
        }
        return EXTERNAL_USER;
    }

    private static String required(Headers headers, String name) {
        String value = headers.getFirst(name);
        if (value == null || value.isBlank()) {
            throw new HttpRefusal(401, "no " + name);
        }
        return value;
    }
}
