package io.confluenceconnector.diff;

/** A guard does not believe a space's diff; the cycle fails and nothing is deleted (P8). */
public final class DiffRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiffRejectedException(String message) {
        super(message);
    }
}
