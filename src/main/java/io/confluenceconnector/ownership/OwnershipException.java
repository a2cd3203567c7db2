package io.confluenceconnector.ownership;

/** The root scope is missing, is another instance's, or could not be claimed: the cycle fails before it writes (P2). */
public final class OwnershipException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnershipException(String message) {
        super(message);
    }
}
