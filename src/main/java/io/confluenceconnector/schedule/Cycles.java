package io.confluenceconnector.schedule;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.deletion.Approvals;
import io.confluenceconnector.gateway.RemoteCallException;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.SafeError;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The cycles of one tenant: the in-flight guard (P1), and the outcome of each (P13). */
public final class Cycles {
    private static final Logger LOG = LoggerFactory.getLogger(Cycles.class);

    private static final String FAILURE = "cycleFailure";
    /** Set by the routes: the event that says how the stage under way ended. */
    private static final String STAGE_EVENT = "stageEvent";

    private final Clock clock;
    private final CycleListener listener;
    private final Approvals approvals;
    private final RunMode mode;
    private final AtomicReference<SyncCycle> current = new AtomicReference<>();
    private volatile Optional<CycleReport> last = Optional.empty();
    private volatile boolean closed;
    private volatile boolean stopping;

    public Cycles(Clock clock, CycleListener listener, Approvals approvals, RunMode mode) {
        this.clock = clock;
        this.listener = listener;
        this.approvals = approvals;
        this.mode = mode;
    }

    /** Begins a cycle; false when one is under way or the tenant stops: the trigger is then a skipped one. */
    public synchronized boolean begin() {
        SyncCycle cycle = new SyncCycle(UUID.randomUUID().toString().substring(0, 8), clock.instant(), listener, clock);
        if (closed || !current.compareAndSet(null, cycle)) {
            listener.skipped();
            Event.of(EventName.CYCLE_SKIPPED).outcome(Outcome.SKIPPED)
                    .field("reason", closed ? "the tenant stops, or its configuration is being replaced"
                            : "the previous cycle is still under way")
                    .log(LOG, "Cycle skipped");
            return false;
        }
        return true;
    }

    /** The cycle that has begun. */
    public SyncCycle begun() {
        return current.get();
    }

    public void started() {
        approvals.cycleStarted();
        begun().start();
        Event.of(EventName.CYCLE_STARTED).log(LOG, mode.writes() ? "Cycle started" : "Plan started");
    }

    /** Keeps why a cycle failed as a whole, and gives the stage that ended it the event it did not come to itself (S18). */
    public void failed(Exchange exchange) {
        Throwable failure = rootOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        exchange.setProperty(FAILURE, failure);
        EventName.named(exchange.getProperty(STAGE_EVENT, "", String.class)).map(Event::of).ifPresent(stage -> {
            if (isStop(failure)) {
                stage.outcome(Outcome.SKIPPED).field("reason", failure.getMessage()).log(LOG, "A stage ended early, and the cycle with it");
            } else {
                stage.outcome(Outcome.FAILURE).error(failure).log(LOG, "A stage failed, and the cycle with it");
            }
        });
    }

    private static boolean isStop(Throwable failure) {
        return failure instanceof CycleStoppedException;
    }

    /** Reports the cycle's end and lets the next one start. */
    public void finish(@ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                       @ExchangeProperty(FAILURE) Throwable failure) {
        try {
            CycleReport ended = cycle.report(clock.instant(), Optional.ofNullable(failure).map(SafeError::reason));
            CycleReport judged = isStop(failure) ? ended.endedEarly() : ended;
            CycleReport report = judged.failure().isEmpty() ? judged
                    : judged.withNext(failure == null ? NextStep.afterItems() : NextStep.after(failure));
            last = Optional.of(report);
            log(report, cycle.phase(), failure);
            cycle.enter(Phase.IDLE);
            if (isStop(failure)) {
                listener.stopped();
            } else {
                listener.finished(report);
            }
        } finally {
            end(); // whatever fails above, the next cycle may begin (P1)
        }
    }

    private synchronized void end() {
        current.set(null);
        notifyAll();
    }

    /** One line that says it all: what failed, where, why, and what comes next stand before the counts. */
    private void log(CycleReport report, Phase phase, Throwable failure) {
        boolean succeeded = report.outcome() == CycleOutcome.SUCCESS;
        Event event = Event.of(EventName.CYCLE_FINISHED).outcome(Outcome.valueOf(report.outcome().name()))
                .field("durationSeconds", report.duration()).field("failedItems", report.failedItems());
        report.failure().ifPresent(reason -> event.field("phase", phase == Phase.IDLE ? "ownership check" : phase)
                .field("reason", reason).field("next", report.next()));
        if (succeeded && report.failedItems() > 0) {
            event.field("next", "each item.failed of this cycle says what becomes of the item");
        }
        if (failure != null && !isStop(failure)) {
            event.error(failure);
        }
        for (Count count : Count.values()) {
            event.field(count.field(), report.total(count));
        }
        if (!mode.writes()) {
            event.level(Level.INFO); // the report of the plan says it to whom it concerns
        }
        event.log(LOG, message(report));
    }

    private String message(CycleReport report) {
        if (!mode.writes()) {
            return report.failure().isEmpty() ? "Plan made; nothing was written" : "No plan could be made; nothing was written";
        }
        return switch (report.outcome()) {
            case FAILURE -> "Cycle failed";
            case SKIPPED -> "Cycle ended early";
            case SUCCESS -> report.failedItems() == 0 ? "Cycle finished" : "Cycle finished with failed items";
        };
    }

    /** The failure itself, without what Camel's splitter wraps around it. */
    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while ((root instanceof CamelExchangeException || root instanceof RuntimeCamelException)
                && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The cycle under way. */
    public Optional<SyncCycle> current() {
        return Optional.ofNullable(current.get());
    }

    /** How the last cycle of this process ended. */
    public Optional<CycleReport> last() {
        return last;
    }

    /**
     * From now on no cycle starts. Waits until the one under way has ended by itself (P18), or has been told to
     * {@linkplain #stop() stop}.
     */
    public synchronized void awaitEnd() throws InterruptedException {
        closed = true;
        while (current.get() != null && !stopping) {
            wait();
        }
    }

    /** From now on no cycle starts, and the one under way begins no new item (P19). */
    public synchronized void stop() {
        closed = true;
        stopping = true;
        notifyAll();
    }

    /** Whether new work may begin: false once the tenant stops, while items under way finish (P19), or all work is vain. */
    public boolean goesOn() {
        return !stopping && refusal().isEmpty();
    }

    private Optional<RemoteCallException> refusal() {
        return current().flatMap(SyncCycle::refusal);
    }

    /** Whether what a cycle decides is also written: in a plan it is not (P17). */
    public boolean writes() {
        return mode.writes();
    }

    /**
     * @throws CycleStoppedException once the tenant stops: the cycle ends between two steps, never within an item
     * @throws RemoteCallException   once credentials were refused, or a host asked for a long pause: all else would be vain
     */
    public void requireGoingOn() {
        if (stopping) {
            throw new CycleStoppedException();
        }
        refusal().ifPresent(refused -> {
            throw refused;
        });
    }
}
