package io.confluenceconnector.app;

/** The process does not start as it was asked to; the message says why and what to do. */
final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartRefusedException(String message) {
        super(message);
    }
}
