package io.confluenceconnector.cycle;

import io.confluenceconnector.gateway.RemoteCallException;
import io.confluenceconnector.logging.Loggable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** A running cycle: what it has counted so far. Safe for many threads. */
public final class SyncCycle implements Loggable {

    /** Name of the exchange property that carries it through the routes. */
    public static final String PROPERTY = "cycle";

    private static final int KEPT_FAILURES = 50;
    private static final int KEPT_WITHHELD = 200;
    private static final int FEWEST_FOR_FAILURE = 5;

    private final String id;
    private final Instant startedAt;
    private final CycleListener listener;
    private final Map<String, Map<Count, LongAdder>> spaces = new ConcurrentHashMap<>();
    private final List<ItemFailure> failures = new ArrayList<>();
    private final List<Withheld> withheld = new ArrayList<>();
    private final Set<String> failedItems = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private volatile Stage stage;
    private volatile boolean truncated;
    private final AtomicReference<String> doom = new AtomicReference<>();
    private final AtomicReference<RemoteCallException> refusal = new AtomicReference<>();

    /** @param clock tells when each stage begins */
    public SyncCycle(String id, Instant startedAt, CycleListener listener, Clock clock) {
        this.id = Objects.requireNonNull(id, "id");
        this.startedAt = Objects.requireNonNull(startedAt, "startedAt");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.stage = new Stage(Phase.IDLE, startedAt, new LongAdder(), OptionalLong.empty());
    }

    /** The stage under way. */
    private record Stage(Phase phase, Instant since, LongAdder done, OptionalLong total) {
    }

    public String id() {
        return id;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** Tells the listener that this cycle, and not another one under way, is the one that counts from now on. */
    public void start() {
        listener.started(id, startedAt);
    }

    public Phase phase() {
        return stage.phase();
    }

    /** A stage begins of which nobody knows how many items it will meet. */
    public void enter(Phase next) {
        enter(next, OptionalLong.empty());
    }

    /** A stage begins that sets out to handle so many items. */
    public void enter(Phase next, long items) {
        enter(next, OptionalLong.of(items));
    }

    private void enter(Phase next, OptionalLong items) {
        stage = new Stage(next, clock.instant(), new LongAdder(), items);
        listener.entered(next);
    }

    /** The stage under way is through with so many more items, however each of them ended. */
    public void advance(long items) {
        stage.done().add(items);
    }

    /** How far the stage under way is. */
    public Progress progress() {
        Stage now = stage;
        return new Progress(now.phase(), now.since(), now.done().sum(), now.total());
    }

    /** Says that {@code maxItemsToScan} cut the scan short: such a cycle deletes nothing (P4). */
    public void cutShort() {
        truncated = true;
    }

    public boolean isCutShort() {
        return truncated;
    }

    public void count(String spaceKey, Count count, int n) {
        if (n > 0) {
            spaces.computeIfAbsent(spaceKey, key -> new ConcurrentHashMap<>())
                    .computeIfAbsent(count, key -> new LongAdder()).add(n);
            listener.counted(count, n);
        }
    }

    public void count(String spaceKey, Count count) {
        count(spaceKey, count, 1);
    }

    /** Counts a failed item and keeps its reason for the summary. */
    public void fail(ItemFailure failure, Count count) {
        synchronized (failures) {
            if (failures.size() < KEPT_FAILURES) {
                failures.add(failure);
            }
        }
        count(failure.spaceKey(), count, 1);
    }

    /** Counts deletions of a space that do not happen now, and keeps the reason for the summary. */
    public void withhold(Withheld deletions) {
        synchronized (withheld) {
            if (withheld.size() < KEPT_WITHHELD) {
                withheld.add(deletions);
            }
        }
        count(deletions.spaceKey(), switch (deletions.state()) {
            case VETOED -> Count.DELETIONS_VETOED;
            case PENDING -> Count.DELETIONS_PENDING;
            case HELD -> Count.DELETIONS_HELD;
            case UNANSWERED -> Count.DELETIONS_UNANSWERED;
        }, deletions.items());
    }

    /** Says that the cycle as a whole has failed although its stages go on; the first reason counts. */
    public void doom(String reason) {
        doom.compareAndSet(null, reason);
    }

    /** Fails the cycle as a whole when enough was attempted and all of it failed (P13). @param what failed, in the plural, and how */
    public void doomIfAllFailed(long failed, long succeeded, String what) {
        allFailed(failed, succeeded, what).ifPresent(this::doom);
    }

    /**
     * A host that asks for a longer pause than a cycle sits out fails the cycle, whatever it stopped there, and no other item
     * is begun; so do refused credentials (P10). The first reason counts.
     */
    public void doomIfHopeless(Exception failure) {
        if (failure instanceof RemoteCallException refused && refused.endsCycle()) {
            refusal.compareAndSet(null, refused);
        }
    }

    /** The refusal, for now or for good, that makes further work of this cycle vain; empty when there was none. */
    public Optional<RemoteCallException> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    /** Notes that an item's ingestion failed in this cycle, or was skipped: its bytes are not stored where they belong. */
    public void failedItem(String itemId) {
        failedItems.add(itemId);
    }

    /** Whether an item's ingestion failed in this cycle, or was skipped. */
    public boolean hasFailed(String itemId) {
        return failedItems.contains(itemId);
    }

    /** The report of a cycle whose stages ran to the end, or that {@code cause} ended early. */
    public CycleReport report(Instant now, Optional<String> cause) {
        Map<String, Map<Count, Long>> counts = new ConcurrentHashMap<>();
        spaces.forEach((key, adders) -> {
            Map<Count, Long> sums = new EnumMap<>(Count.class);
            adders.forEach((count, adder) -> sums.put(count, adder.sum()));
            counts.put(key, sums);
        });
        Optional<String> failure = cause.or(() -> refusal().map(Exception::getMessage)).or(() -> Optional.ofNullable(doom.get()))
                .or(this::nothingSucceeded);
        return new CycleReport(id, startedAt, Duration.between(startedAt, now),
                failure.isPresent() ? CycleOutcome.FAILURE : CycleOutcome.SUCCESS, counts, copy(failures), copy(withheld),
                failure, Optional.empty());
    }

    private static <T> List<T> copy(List<T> guardedByItself) {
        synchronized (guardedByItself) {
            return List.copyOf(guardedByItself);
        }
    }

    private Optional<String> nothingSucceeded() {
        return allFailed(total(Count.PAGES_FAILED), total(Count.PAGES_INGESTED), "pages that were attempted failed")
                .or(() -> allFailed(total(Count.ATTACHMENTS_FAILED), total(Count.ATTACHMENTS_INGESTED),
                        "attachments that were attempted failed"));
    }

    /** At least five attempted, and every one of them failed: that is no success (P13). */
    private static Optional<String> allFailed(long failed, long succeeded, String what) {
        return failed >= FEWEST_FOR_FAILURE && succeeded == 0 ? Optional.of("All " + failed + " " + what) : Optional.empty();
    }

    private long total(Count count) {
        return spaces.values().stream().map(counts -> counts.get(count)).filter(Objects::nonNull)
                .mapToLong(LongAdder::sum).sum();
    }

    @Override
    public String toString() {
        return "cycle " + id;
    }
}
