package io.confluenceconnector.confluence;

/** A listing did not reach its end; a partial list must never reach the diff (P6). */
public final class IncompleteListingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IncompleteListingException(String message) {
        super(message);
    }
}
