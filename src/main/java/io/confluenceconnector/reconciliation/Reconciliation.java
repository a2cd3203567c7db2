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
import io.confluenceconnector.gateway.Batches;
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
        review.take(PlatformAnswer.storedContents(data), PlatformAnswer.storedContentCount(data));
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
        round.relabelled.addAll(review.relabelled());
        round.compared += review.compared();
        round.ingestedAgain += again.size();
        cycle.count(review.space().key(), Count.INGESTED_AGAIN, again.size());
        if (!again.isEmpty()) {
            round.plan().ingestAgain(review.space(), again);
        }
    }

    private static void giveUp(Item item, ReconciliationRound round, SyncCycle cycle) {
        ItemFailure failed = new ItemFailure(item.space().key(), item instanceof Page ? "page" : "attachment",
                Sensitive.id(item.itemId()),
                "The platform failed to process this version, also after it was ingested three times more",
                "left alone until its version changes or the process starts anew; an operator looks for the cause on the platform");
        round.givenUp++;
        cycle.fail(failed, Count.GIVEN_UP);
        failed.in(Event.of(EventName.ITEM_FAILED)).log(LOG, "Item failed");
    }

    /** A space that could not be listed is left for the next cycle, which reconciles again. */
    public void spaceFailed(@ExchangeProperty(ReconciliationRound.PROPERTY) ReconciliationRound round,
                            @ExchangeProperty(SpaceReview.PROPERTY) SpaceReview review,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        Space space = review.space();
        round.spacesFailed++;
        cycle.doomIfHopeless(failure);
        ItemFailure failed = new ItemFailure(space.key(), "space", Sensitive.id(space.id()),
                "What is stored of the space could not be listed for the reconciliation", "the next cycle reconciles again");
        cycle.fail(failed, Count.SPACES_FAILED);
        failed.in(Event.of(EventName.RECONCILIATION_COMPLETED)).error(failure).log(LOG, "A space could not be reconciled");
    }

    /** The pages of a space whose labels are to be refreshed, in batches of which the platform is asked together. */
    public List<List<Page>> relabelled(@ExchangeProperty(SpaceReview.PROPERTY) SpaceReview review) {
        return Batches.of(review.relabelled(), PlatformApi.PAGE_SIZE);
    }

    /** What is stored of a batch: an update replaces all metadata, so that it needs what is there now. */
    public PlatformRequest storedOf(@Body List<Page> pages) {
        return platform.contentWithKeys(pages.stream().map(page -> keys.key(page.space(), page.itemId())).toList());
    }

    public List<LabelUpdate> labelUpdates(@ExchangeProperty(SpaceReview.PROPERTY) SpaceReview review, @Body JsonNode data) {
        return review.labelUpdates(PlatformAnswer.storedContents(data));
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
        round.labelUpdatesFailed++;
        cycle.doomIfHopeless(failure);
        ItemFailure failed = new ItemFailure(page.space().key(), "page", Sensitive.id(page.itemId()),
                "Its labels could not be updated", "the stored labels stay; the next reconciliation tries again");
        cycle.fail(failed, Count.LABEL_UPDATES_FAILED);
        failed.in(Event.of(EventName.ITEM_FAILED)).error(failure).log(LOG, "The labels of a stored page could not be updated");
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
