package io.confluenceconnector.gateway;

/** A 401 that a fresh token may cure: the token is dropped, fetched once and the call tried once more (S4). */
public class UnauthorizedException extends RemoteCallException {
    private static final long serialVersionUID = 1L;

    private final boolean ofDownload;

    public UnauthorizedException(String message) {
        this(message, false);
    }

    /** @param ofDownload whether it answers a download: an account that may not download may read all else */
    UnauthorizedException(String message, boolean ofDownload) {
        super(message, new OptionalStatus(401));
        this.ofDownload = ofDownload;
    }

    @Override
    public boolean endsCycle() {
        return !ofDownload;
    }
}
