package io.confluenceconnector.gateway;

/** A call to Confluence or the platform failed; its message is ours alone and holds no URL, body or id (S10, S12). */
public abstract class RemoteCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OptionalStatus status;

    protected RemoteCallException(String message, OptionalStatus status) {
        super(message);
        this.status = status;
    }

    /** Whether, after all tries, the rest of the cycle would be refused alike, since a host or the credentials are (P10). */
    public boolean endsCycle() {
        return false;
    }

    /** The HTTP status of the answer, {@link OptionalStatus#NONE} when there was none. */
    public OptionalStatus status() {
        return status == null ? OptionalStatus.NONE : status;
    }
}
