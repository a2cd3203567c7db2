package io.confluenceconnector.gateway;

/** A failure that another try cannot mend; the message says what to do. */
public class PermanentException extends RemoteCallException {
    private static final long serialVersionUID = 1L;

    public PermanentException(String message, OptionalStatus status) {
        super(message, status);
    }

    public PermanentException(String message) {
        this(message, OptionalStatus.NONE);
    }

    /** Whether the answer speaks of one thing only (400, 403, 404): that thing is absent, hidden or unreadable. */
    public boolean concernsOneThing() {
        return status().is(400) || status().is(403) || status().is(404);
    }
}
