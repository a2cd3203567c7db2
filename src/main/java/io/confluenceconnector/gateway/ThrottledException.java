package io.confluenceconnector.gateway;

import java.time.Duration;
import java.util.Optional;

/** A 429: whoever else wants to call that host waits as long as the one who heard it (P10). */
final class ThrottledException extends TransientException {
    private static final long serialVersionUID = 1L;

    private final transient HostGate gate;

    ThrottledException(String message, Optional<Duration> retryAfter, HostGate gate) {
        super(message, new OptionalStatus(429), retryAfter);
        this.gate = gate;
    }

    /** Holds every request to the host back for {@code wait}, which is the back-off when the server named none. */
    void holdBack(Duration wait) {
        gate.pause(wait);
    }
}
