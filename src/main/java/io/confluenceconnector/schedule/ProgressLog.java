package io.confluenceconnector.schedule;

import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.Progress;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells from time to time how far the stage under way is, when it is a long one. */
public final class ProgressLog {

    /** No stage is told of more often, and none that is over sooner. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    private final String tenant;
    private final Cycles cycles;
    private final Clock clock;
    private Instant told = Instant.MIN;

    public ProgressLog(String tenant, Cycles cycles, Clock clock) {
        this.tenant = tenant;
        this.cycles = cycles;
        this.clock = clock;
    }

    /** Called by a timer, more often than anything is to be told, on a thread that works for no cycle. */
    public synchronized void tick() {
        Instant now = clock.instant();
        cycles.current().ifPresent(cycle -> {
            Progress progress = cycle.progress();
            boolean isLong = progress.phase() != Phase.IDLE && !now.isBefore(progress.since().plus(INTERVAL));
            if (isLong && (told.equals(Instant.MIN) || !now.isBefore(told.plus(INTERVAL)))) {
                told = now;
                tell(cycle, progress, now);
            }
        });
    }

    private void tell(SyncCycle cycle, Progress progress, Instant now) {
        LogContext.ofCycle(tenant, cycle.id()).run(() -> {
            Event event = Event.of(EventName.CYCLE_PROGRESS).field("phase", progress.phase()).field("done", progress.done())
                    .field("ratePerMinute", Math.round(progress.perMinute(now)))
                    .field("remainingSeconds", progress.remaining(now));
            progress.total().ifPresent(total -> event.field("total", total));
            event.log(LOG, "Stage under way");
        });
    }
}
