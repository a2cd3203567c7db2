package io.confluenceconnector.health;

/** One small request to a remote system, sent by a route and outside every rate limiter. */
@FunctionalInterface
public interface Ping {

    /**
     * Sends it and waits.
     *
     * @return the HTTP status of the answer
     * @throws Exception when there was no answer, or no token to ask with
     */
    int send() throws Exception;
}
