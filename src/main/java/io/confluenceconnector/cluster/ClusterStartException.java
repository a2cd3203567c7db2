package io.confluenceconnector.cluster;

/** The process cannot share its tenants as it was asked to; the message says why and what to do. */
public final class ClusterStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClusterStartException(String message) {
        super(message);
    }
}
