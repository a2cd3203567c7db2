package io.confluenceconnector.gateway;

/** The exchange property that names the call under way, for messages and metrics: a path template or an operation. */
public final class CallName {

    /** Set by the gateway routes before each send. */
    public static final String PROPERTY = "callName";

    private CallName() {
    }
}
