package io.confluenceconnector.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Remembers a result for a while, so that nobody can hammer remote systems through the health answer. */
public final class CachedCheck implements HealthCheck {

    private final HealthCheck check;
    private final Duration validity;
    private final Clock clock;
    private CheckResult last;
    private Instant checkedAt = Instant.MIN;

    public CachedCheck(HealthCheck check, Duration validity, Clock clock) {
        this.check = check;
        this.validity = validity;
        this.clock = clock;
    }

    @Override
    public String name() {
        return check.name();
    }

    /** Whoever comes while another looks waits for that one's result. */
    @Override
    public synchronized CheckResult check() {
        if (!isFresh(clock.instant())) {
            last = check.check();
            checkedAt = clock.instant();
        }
        return last;
    }

    /** A clock that was set back to before the result makes it an old one: nobody knows how old it is. */
    private boolean isFresh(Instant now) {
        return !now.isBefore(checkedAt) && now.isBefore(checkedAt.plus(validity));
    }
}
