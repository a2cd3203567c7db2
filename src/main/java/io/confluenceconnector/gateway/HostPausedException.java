package io.confluenceconnector.gateway;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A server asked for a longer wait than a cycle may sit out; the cycle fails and names the time (P10). */
public final class HostPausedException extends PermanentException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    HostPausedException(String system, Instant until) {
        super(system + " asked us to pause until " + until.truncatedTo(ChronoUnit.SECONDS) + ": no request goes there before. The next cycle after that"
                + " time goes on by itself; if this repeats, lower apiRateLimitPerMinute.");
        this.until = until;
    }

    @Override
    public boolean endsCycle() {
        return true;
    }

    /** When requests may go there again. */
    public Instant until() {
        return until;
    }
}
