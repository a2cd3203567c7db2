package io.confluenceconnector.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.diff.SpaceDiff;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The decisions of the {@code reconciliation} route (P14). */
public final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final PlatformApi platform;
    private final ContentKeys keys;
    private final ReconciliationTurns turns;
    private final ProcessingFailures failures;

    public Reconciliation(PlatformApi platform, ContentKeys keys, ReconciliationMemory memory) {
        this.platform = platform;
        this.keys = keys;
        this.turns = memory.turns;
        this.failures = memory.failures;
    }

    /** Whether this cycle, which has got so far, reconciles. */
    public boolean isDue() {
        return turns.next();
    }

    public ReconciliationRound start(@ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        cycle.enter(Phase.DIFFING);
        return new ReconciliationRound();
    }

    /** The spaces of this cycle, without the items that it has ingested or tried to. */
    public List<SpaceReview> reviews(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                                     @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery) {
        Set<String> ingested = Stream.concat(plan.pages().stream(), plan.attachments().stream())
                .map(PlannedItem::item).map(Item::itemId).collect(Collectors.toSet());
        Map<Space, List<Item>> discovered = discovery.itemsBySpace();
        discovered.values().forEach(items -> items.removeIf(discovery.vetoes()::leavesAlone));
        return plan.spaces().stream().map(SpaceDiff::space)
                .map(space -> review(space, discovered.getOrDefault(space, List.of()), ingested)).toList();
    }

    private SpaceReview review(Space space, List<Item> items, Set<String> ingested) {
        Map<String, Item> byKey = new HashMap<>();
        items.stream().filter(item -> !ingested.contains(item.itemId()))
                .forEach(item -> byKey.put(keys.key(space, item.itemId()), item));
        return new SpaceReview(space, byKey);
    }

    /** The next page of what the platform holds of a space. */
    public PlatformRequest stored(@ExchangeProperty(SpaceReview.PROPERTY) SpaceReview review) {
        return platform.contentWithPrefix(keys.prefix(review.space()), review.read());
    }

    public void storedRead(@ExchangeProperty(SpaceReview.PROPERTY) SpaceReview review, @Body JsonNode data) {
        JsonNode page = data.path("paginatedContent");
        review.take(PlatformAnswer.contents(page.path("nodes")), page.path("totalCount").asLong());
    }

    /** Puts what a space needs into the plan, once its listing is complete. */
    public void plan(@ExchangeProperty(ReconciliationRound.PROPERTY) ReconciliationRound round,
                     @ExchangeProperty(SpaceReview.PROPERTY) SpaceReview review,
                     @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        review.finished().forEach(failures::finished);
        List<Item> again = new ArrayList<>(review.outdated());
        for (Item item : review.processingFailed()) {
            switch (failures.failed(keys.key(item.space(), item.itemId()), item.updatedAt())) {
                case TRY_AGAIN -> again.add(item);
                case GIVE_UP -> giveUp(item, round, cycle);
                case KEEP_SILENT -> {
                    // said when it was given up
                }
            }
        }
        round.labelUpdates.addAll(review.labelUpdates());
        round.compared += review.compared();
        round.ingestedAgain += again.size();
        cycle.count(review.space().key(), Count.INGESTED_AGAIN, again.size());
        if (!again.isEmpty()) {
            round.plan().ingestAgain(review.space(), again);
        }
    }

    private static void giveUp(Item item, ReconciliationRound round, SyncCycle cycle) {
        String kind = item instanceof Page ? "page" : "attachment";
        String reason = "The platform failed to process this version, also after it was ingested three times more";
        Sensitive id = Sensitive.id(item.itemId());
        round.givenUp++;
        cycle.fail(new ItemFailure(item.space().key(), kind, id, reason), Count.GIVEN_UP);
        Event.of(EventName.ITEM_FAILED).outcome(Outcome.FAILURE).field("spaceKey", item.space().key())
                .field("kind", kind).field("itemId", id).field("reason", reason)
                .field("next", "left alone until its version changes or the process starts anew")
                .log(LOG, "Item failed");
    }

    /** A space that could not be listed is left for the next cycle, which reconciles again. */
    public void spaceFailed(@ExchangeProperty(ReconciliationRound.PROPERTY) ReconciliationRound round,
                            @ExchangeProperty(SpaceReview.PROPERTY) SpaceReview review,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        Space space = review.space();
        round.spacesFailed++;
        cycle.doomIfPaused(failure);
        cycle.fail(new ItemFailure(space.key(), "space", Sensitive.id(space.id()),
                "What is stored of the space could not be listed for the reconciliation"), Count.SPACES_FAILED);
        Event.of(EventName.RECONCILIATION_COMPLETED).field("spaceKey", space.key()).error(failure)
                .log(LOG, "A space could not be reconciled; the next cycle tries again");
    }

    public PlatformRequest updateLabels(@ExchangeProperty("labelUpdate") LabelUpdate update) {
        return platform.updateMetadata(update.stored().id(), update.metadata());
    }

    public void labelsUpdated(@ExchangeProperty(ReconciliationRound.PROPERTY) ReconciliationRound round,
                              @ExchangeProperty("labelUpdate") LabelUpdate update,
                              @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        round.labelsUpdated++;
        cycle.count(update.page().space().key(), Count.LABELS_UPDATED);
    }

    /** Labels that could not be updated differ again in the next reconciliation. */
    public void labelsNotUpdated(@ExchangeProperty(ReconciliationRound.PROPERTY) ReconciliationRound round,
                                 @ExchangeProperty("labelUpdate") LabelUpdate update,
                                 @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                                 @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        Page page = update.page();
        Sensitive id = Sensitive.id(page.itemId());
        round.labelUpdatesFailed++;
        cycle.doomIfPaused(failure);
        cycle.fail(new ItemFailure(page.space().key(), "page", id, "Its labels could not be updated"),
                Count.LABEL_UPDATES_FAILED);
        Event.of(EventName.ITEM_FAILED).field("spaceKey", page.space().key()).field("kind", "page")
                .field("itemId", id).error(failure)
                .log(LOG, "The labels of a stored page could not be updated; the next reconciliation tries again");
    }

    /** Whether there is anything to ingest again. */
    public boolean ingestsAgain(@ExchangeProperty(ReconciliationRound.PROPERTY) ReconciliationRound round) {
        return !round.plan().spaces().isEmpty();
    }

    public void completed(@ExchangeProperty(ReconciliationRound.PROPERTY) ReconciliationRound round) {
        if (round.isComplete()) {
            turns.completed();
        }
        Event.of(EventName.RECONCILIATION_COMPLETED).outcome(round.isComplete() ? Outcome.SUCCESS : Outcome.PARTIAL)
                .field("compared", round.compared).field("ingestedAgain", round.ingestedAgain)
                .field("labelsUpdated", round.labelsUpdated).field("labelUpdatesFailed", round.labelUpdatesFailed)
                .field("givenUp", round.givenUp).field("spacesFailed", round.spacesFailed)
                .log(LOG, "Reconciliation completed");
    }
}
