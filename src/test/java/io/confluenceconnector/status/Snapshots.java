package io.confluenceconnector.status;

import io.confluenceconnector.config.HealthSettings;
import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.Progress;
import io.confluenceconnector.cycle.Withheld;
import io.confluenceconnector.gateway.Throttle;
import io.confluenceconnector.health.SyncHistory;
import io.confluenceconnector.logging.Sensitive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/** Tenants as an operator may meet them at night. */
final class Snapshots {

    static final Instant NOW = Instant.parse("2026-11-25T03:07:12Z");

    /** Failed items have this id; its last four characters may be seen. */
    static final String ITEM_ID = "884417::2233447788";

    private Snapshots() {
    }

    /** A tenant to be built. */
    static final class Builder {
        private final String name;
        private final SyncHistory history = new SyncHistory(new HealthSettings(5, 0.5, Duration.ofSeconds(3)));
        private final CycleListener cycles;
        private final TenantName windowName = new TenantName("acme");
        private final List<ItemFailure> failures = new ArrayList<>();
        private final List<Withheld> withheld = new ArrayList<>();
        private final List<Throttle> throttles = new ArrayList<>();
        private Optional<Progress> progress = Optional.empty();
        private boolean deleted;

        private Builder(String name) {
            this.name = name;
            this.cycles = history.listenTo(windowName, TenantStatus.ACTIVE);
        }

        /** Quiet cycles before this night. */
        Builder past(int count) {
            Random random = new Random(name.hashCode());
            for (int i = count; i > 0; i--) {
                boolean first = i == count;
                end(NOW.minus(Duration.ofMinutes(15L * i)), Duration.ofMillis(8_000 + random.nextInt(60_000) + (first ? 840_000 : 0)),
                        Optional.empty(), Map.of(Count.PAGES_DISCOVERED, 1_204L, Count.ATTACHMENTS_DISCOVERED, 310L,
                                Count.PAGES_INGESTED, first ? 1_204L : random.nextInt(9), Count.DELETED, (long) random.nextInt(3)));
            }
            return this;
        }

        Builder failed(Instant start, String reason, String next) {
            CycleReport report = new CycleReport("7f3a91c2", start, Duration.ofSeconds(41), CycleOutcome.FAILURE,
                    Map.of("ENG", Map.of()), failures, withheld, Optional.of(reason), Optional.of(next));
            cycles.finished(report);
            return this;
        }

        Builder failedItem(String reason) {
            failures.add(new ItemFailure("ENG", "attachment", Sensitive.id(ITEM_ID), reason,
                    "the stored version stays; tried again in the next cycle"));
            return this;
        }

        Builder withheld(String space, Withheld.State state, int items, String reason) {
            withheld.add(new Withheld(space, state, items, reason));
            return this;
        }

        /** The last cycle ran to its end. */
        Builder ended() {
            end(NOW.minusSeconds(180), Duration.ofSeconds(64), Optional.empty(), Map.of(Count.PAGES_DISCOVERED, 1_204L,
                    Count.ATTACHMENTS_DISCOVERED, 310L, Count.PAGES_INGESTED, 3L, Count.ATTACHMENTS_FAILED, (long) failures.size()));
            return this;
        }

        private void end(Instant start, Duration took, Optional<String> failure, Map<Count, Long> counts) {
            cycles.finished(new CycleReport("0a1b2c3d", start, took, CycleOutcome.SUCCESS, Map.of("ENG", counts), failures, withheld,
                    failure, Optional.empty()));
        }

        Builder skipped(int times) {
            IntStream.range(0, times).forEach(i -> cycles.skipped());
            return this;
        }

        Builder throttle(Throttle throttle) {
            throttles.add(throttle);
            return this;
        }

        Builder running(Phase phase, long done, OptionalLong total) {
            progress = Optional.of(new Progress(phase, NOW.minusSeconds(95), done, total));
            return this;
        }

        Builder deleted() {
            deleted = true;
            return this;
        }

        TenantSnapshot build() {
            return new TenantSnapshot(name, deleted, progress, progress.map(stage -> NOW.minusSeconds(130)),
                    progress.isPresent() ? Map.of(Count.PAGES_DISCOVERED, 1_204L, Count.PAGES_INGESTED, 380L) : Map.of(),
                    history.of(windowName), throttles, Optional.of(NOW.plusSeconds(468)));
        }
    }

    static Builder tenant(String name) {
        return new Builder(name);
    }

    /** A tenant that has synchronised for hours without trouble. */
    static TenantSnapshot fine(String name) {
        return tenant(name).past(23).ended().build();
    }

    /** Before the first cycle has ended. */
    static TenantSnapshot fresh(String name) {
        return tenant(name).running(Phase.SCANNING, 450, OptionalLong.empty()).build();
    }

    /** Confluence refuses the credentials since two cycles. */
    static TenantSnapshot failing(String name) {
        String reason = "Confluence answered 401 to GET /wiki/rest/api/search: the credentials were refused. Check the client id and"
                + " secret in confluence.auth of the tenant file.";
        return tenant(name).past(16).failed(NOW.minusSeconds(780), reason, "do what the reason says")
                .failed(NOW.minusSeconds(200), reason, "do what the reason says; the next cycle starts from the beginning").build();
    }

    /** More deletions than allowed, some vetoed, some pending, and two failed items. */
    static TenantSnapshot held(String name) {
        return tenant(name).past(20)
                .withheld("ENG", Withheld.State.HELD, 412, "More deletions than processing.maxDeletePercent allows: held until an operator approves")
                .withheld("HR", Withheld.State.VETOED, 2, "The diff wants to delete items that Confluence still selects: they are kept")
                .withheld("OPS", Withheld.State.PENDING, 1, "Only the search index confirms these deletions: due when the next cycle asks again")
                .failedItem("The upload host answered 503: temporarily unavailable.")
                .failedItem("The download declares 12 bytes where the attachment's record says 14.").ended().skipped(2).build();
    }

    /** Confluence asked for a pause while pages are ingested. */
    static TenantSnapshot throttled(String name) {
        return tenant(name).past(5).ended().running(Phase.INGESTING_PAGES, 380, OptionalLong.of(1_204))
                .throttle(new Throttle("Confluence", Optional.of(NOW.plusSeconds(55)), Optional.empty())).build();
    }

    /** A whole installation, most of it well. */
    static List<TenantSnapshot> many() {
        List<TenantSnapshot> tenants = new ArrayList<>(List.of(failing("northwind-cloud"), held("fjord-dc"), throttled("harbour"),
                fresh("new-site"), tenant("old-site").deleted().running(Phase.CLEANING_UP, 30, OptionalLong.of(80)).build()));
        IntStream.range(1, 20).forEach(i -> tenants.add(fine("site-" + i)));
        return tenants;
    }
}
