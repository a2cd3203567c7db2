package io.confluenceconnector.cluster;

/** The API server cannot be reached, or does not do what it is asked; whether a write took effect is unknown. */
final class StoreUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreUnavailableException(String message) {
        super(message);
    }
}
