package io.confluenceconnector.gateway;

import java.time.Duration;
import java.util.Optional;

/** A failure that may pass by itself: the {@code error-policy} tries the call again (P10). */
public class TransientException extends RemoteCallException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    public TransientException(String message, OptionalStatus status, Optional<Duration> retryAfter) {
        super(message, status);
        this.retryAfter = retryAfter;
    }

    public TransientException(String message) {
        this(message, OptionalStatus.NONE, Optional.empty());
    }

    /** The wait the server asked for, never negative; empty when it named none. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }
}
