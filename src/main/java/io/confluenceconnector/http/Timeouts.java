package io.confluenceconnector.http;

import java.time.Duration;

/**
 * How long a client waits before it gives up.
 *
 * @param connect           until a connection is open, TLS included
 * @param response          for the first byte of an answer and then for each further one, so that slow is not stuck
 * @param connectionRequest for a free connection of the pool
 */
public record Timeouts(Duration connect, Duration response, Duration connectionRequest) {

    public Timeouts {
        requirePositive("connect", connect);
        requirePositive("response", response);
        requirePositive("connectionRequest", connectionRequest);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("Timeout " + name + " must be positive, but is " + value);
        }
    }
}
