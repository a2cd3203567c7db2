package io.confluenceconnector.simulator.platform;

/** A request that is refused with an HTTP status. */
final class HttpRefusal extends RuntimeException {

    private final int status;
    private final boolean violation;

    HttpRefusal(int status, String message) {
        this(status, message, true);
    }

    private HttpRefusal(int status, String message, boolean violation) {
        super(message);
        this.status = status;
        this.violation = violation;
    }

    /** A refusal that may meet a client without a fault of its own, such as a token that was revoked. */
    static HttpRefusal expected(int status, String message) {
        return new HttpRefusal(status, message, false);
    }

    int status() {
        return status;
    }

    /** Whether the client broke a rule. */
    boolean violation() {
        return violation;
    }
}
