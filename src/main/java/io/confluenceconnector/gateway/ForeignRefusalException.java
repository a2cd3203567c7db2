package io.confluenceconnector.gateway;

/**
 * A 403 or 404 that is not in Confluence's own words: a proxy's, a load balancer's, or a server's that is starting. It says
 * nothing about what was asked for, least of all that it is gone (P11).
 */
public final class ForeignRefusalException extends PermanentException {
    private static final long serialVersionUID = 1L;

    ForeignRefusalException(String message, OptionalStatus status) {
        super(message, status);
    }
}
