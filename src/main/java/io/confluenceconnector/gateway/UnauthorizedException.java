package io.confluenceconnector.gateway;

/** A 401 that a fresh token may cure: the token is dropped, fetched once and the call tried once more (S4). */
public class UnauthorizedException extends RemoteCallException {
    private static final long serialVersionUID = 1L;

    public UnauthorizedException(String message) {
        super(message, new OptionalStatus(401));
    }
}
