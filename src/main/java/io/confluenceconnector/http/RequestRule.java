package io.confluenceconnector.http;

/** One thing that must hold for a request before a connection is even looked for. */
@FunctionalInterface
interface RequestRule {

    /** Throws a {@link GuardViolationException} when the request must not be sent. */
    void check(OutgoingRequest request);
}
