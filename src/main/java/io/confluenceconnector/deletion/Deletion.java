package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.cycle.Withheld;
import io.confluenceconnector.cycle.Withheld.State;
import io.confluenceconnector.diff.SpaceDiff;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SelectionRules;
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
import io.confluenceconnector.platform.StoredContent;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.function.BooleanSupplier;

/** The decisions of the {@code deletion} route (P11). */
public final class Deletion {
    private static final Logger LOG = LoggerFactory.getLogger(Deletion.class);

    private final ConfluenceApi confluence;
    private final PlatformApi platform;
    private final ContentKeys keys;
    private final SelectionRules rules;
    private final int maxDeletePercent;
    private final BooleanSupplier mayReadPages;
    private final PendingConfirmations pending;
    private final HeldSpaces heldSpaces;
    private final Approvals approvals;

    /** @param mayReadPages whether the Cloud token has {@code read:page:confluence} */
    public Deletion(ConfluenceApi confluence, PlatformApi platform, ContentKeys keys, SelectionRules rules,
                    int maxDeletePercent, BooleanSupplier mayReadPages, PendingConfirmations pending,
                    HeldSpaces heldSpaces, Approvals approvals) {
        this.confluence = confluence;
        this.platform = platform;
        this.keys = keys;
        this.rules = rules;
        this.maxDeletePercent = maxDeletePercent;
        this.mayReadPages = mayReadPages;
        this.pending = pending;
        this.heldSpaces = heldSpaces;
        this.approvals = approvals;
    }

    /** The check of everything the plan would delete. */
    public DeletionCheck check(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                               @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                               @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        cycle.enter(Phase.DELETING);
        pending.begin();
        SelectionQuestion question = new SelectionQuestion(rules, discovery, plan, cycle);
        PageCheck pages = PageCheck.of(confluence, question, mayReadPages.getAsBoolean());
        return new DeletionCheck(confluence, question, pages, plan.spaces());
    }

    /** What becomes of each item, once the questions about it are answered. */
    public DeletionDecisions decide(@ExchangeProperty(DeletionCheck.PROPERTY) DeletionCheck check,
                                    @ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                                    @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        boolean approved = approvals.given();
        plan.spaces().forEach(diff -> heldSpaces.note(diff.space().id(), false));
        Map<Space, DeletionDecision> bySpace = new LinkedHashMap<>();
        check.verdicts().forEach((diff, verdicts) -> {
            DeletionDecision decision = decide(diff, verdicts, approved);
            report(diff.space(), decision, check.method(), cycle);
            bySpace.put(diff.space(), decision);
            heldSpaces.note(diff.space().id(), !decision.held().isEmpty());
        });
        return new DeletionDecisions(bySpace, check.method());
    }

    /** The items that are deleted now, in batches. */
    public List<DueDeletions> due(@ExchangeProperty(DeletionDecisions.PROPERTY) DeletionDecisions decisions,
                                  @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        List<DueDeletions> batches = new ArrayList<>();
        decisions.bySpace().forEach((space, decision) -> {
            List<String> due = decision.due().stream().map(id -> keys.key(space, id)).sorted().toList();
            Batches.of(due, PlatformApi.PAGE_SIZE).forEach(batch -> batches.add(new DueDeletions(space, batch)));
        });
        cycle.enter(Phase.DELETING, batches.stream().mapToLong(batch -> batch.contentKeys().size()).sum());
        return batches;
    }

    private DeletionDecision decide(SpaceDiff diff, Map<String, Verdict> verdicts, boolean approved) {
        Map<Verdict, Set<String>> by = new HashMap<>();
        for (Verdict verdict : Verdict.values()) {
            by.put(verdict, new HashSet<>());
        }
        verdicts.forEach((id, verdict) -> by.get(verdict).add(id));
        Set<String> due = new HashSet<>(by.get(Verdict.CONFIRMED));
        Set<String> waiting = new HashSet<>();
        for (String id : by.get(Verdict.INDEX_ONLY)) {
            boolean again = pending.ask(keys.key(diff.space(), id)) >= PendingConfirmations.CYCLES;
            (again || approved ? due : waiting).add(id);
        }
        boolean held = !approved && DeletionDecision.exceeds(due.size(), diff.stored(), maxDeletePercent);
        return new DeletionDecision(held ? Set.of() : due, waiting, by.get(Verdict.VETOED),
                by.get(Verdict.NO_ANSWER), held ? due : Set.of());
    }

    private static void report(Space space, DeletionDecision decision, String method, SyncCycle cycle) {
        withhold(space, State.VETOED, decision.vetoed(), method, cycle,
                "The diff wants to delete items that Confluence still selects: they are kept");
        withhold(space, State.PENDING, decision.pending(), method, cycle,
                "Only the search index confirms these deletions: due when the next cycle asks again");
        withhold(space, State.UNANSWERED, decision.unknown(), method, cycle,
                "Confluence did not answer whether these items are gone: nothing of them is deleted");
        withhold(space, State.HELD, decision.held(), method, cycle,
                "More deletions than processing.maxDeletePercent allows: held until an operator approves");
    }

    private static void withhold(Space space, State state, Set<String> ids, String method, SyncCycle cycle, String reason) {
        if (!ids.isEmpty()) {
            cycle.withhold(new Withheld(space.key(), state, ids.size(), reason));
            boolean vetoed = state == State.VETOED;
            Event.of(vetoed ? EventName.DELETION_VETOED : EventName.DELETION_HELD)
                    .outcome(vetoed ? Outcome.VETOED : Outcome.SKIPPED)
                    .field("spaceKey", space.key()).field("items", ids.size()).field("confirmation", method).log(LOG, reason);
        }
    }

    /** Ends the round of confirmations that need two consecutive cycles. */
    public void roundCompleted() {
        pending.nextCycle();
    }

    /** What is stored under the keys of a batch. */
    public PlatformRequest stored(@Body DueDeletions due) {
        return platform.contentWithKeys(due.contentKeys());
    }

    /** The ids of a batch, as many together as one deletion may name. */
    public List<List<StoredContent>> storedBatches(@Body JsonNode data) {
        return batches(PlatformAnswer.storedContents(data));
    }

    static List<List<StoredContent>> batches(List<StoredContent> stored) {
        return Batches.of(stored, PlatformApi.IDS_PER_DELETION);
    }

    public PlatformRequest delete(@ExchangeProperty("contents") List<StoredContent> contents) {
        return platform.deleteContent(contents.stream().map(StoredContent::id).toList());
    }

    /** Counts what a deletion names as deleted; answers the others, which an earlier try may have deleted (P11). */
    public List<StoredContent> deleted(@ExchangeProperty("due") DueDeletions due,
                                       @ExchangeProperty("contents") List<StoredContent> contents,
                                       @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle, @Body JsonNode data) {
        Set<String> gone = new HashSet<>();
        data.path("contentDeleteByContentIds").forEach(node -> gone.add(node.path("id").asText()));
        contents.forEach(content -> {
            if (gone.contains(content.id())) {
                report(content, due.space(), true, cycle);
            }
        });
        return contents.stream().filter(content -> !gone.contains(content.id())).toList();
    }

    /** What is left of contents that no answer named as deleted. */
    public PlatformRequest left(@ExchangeProperty("contents") List<StoredContent> contents) {
        return platform.contentWithKeys(contents.stream().map(StoredContent::key).toList());
    }

    /** Counts both outcomes of contents that were looked for again. */
    public void lookedFor(@ExchangeProperty("due") DueDeletions due,
                          @ExchangeProperty("contents") List<StoredContent> contents,
                          @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle, @Body JsonNode data) {
        Set<String> left = PlatformAnswer.storedContents(data).stream()
                .map(StoredContent::id).collect(Collectors.toSet());
        contents.forEach(content -> report(content, due.space(), !left.contains(content.id()), cycle));
    }

    private static void report(StoredContent content, Space space, boolean gone, SyncCycle cycle) {
        cycle.advance(1);
        if (gone) {
            cycle.count(space.key(), Count.DELETED);
            Event.of(EventName.CONTENT_DELETED).outcome(Outcome.SUCCESS).field("spaceKey", space.key())
                    .field("contentId", Sensitive.id(content.id())).log(LOG, "Content deleted");
        } else {
            fail(space, content.key(), "The platform did not delete it", cycle).in(Event.of(EventName.CONTENT_DELETED))
                    .field("contentId", Sensitive.id(content.id())).log(LOG, "The platform did not delete this content");
        }
    }

    /** A deletion that failed after all retries fails only its batch. */
    public void notDeleted(@ExchangeProperty("due") DueDeletions due,
                           @ExchangeProperty("contents") List<StoredContent> contents,
                           @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                           @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        cycle.doomIfHopeless(failure);
        contents.forEach(content -> fail(due.space(), content.key(), "It could not be deleted", cycle));
        cycle.advance(contents.size());
        Event.of(EventName.CONTENT_DELETED).field("items", contents.size()).field("next", STAYS)
                .field("contentIds", contents.stream().map(StoredContent::id).map(Sensitive::id).toList()).error(failure)
                .log(LOG, "Content could not be deleted");
    }

    /** Keys whose ids could not be asked for stay stored until the next cycle. */
    public void notResolved(@ExchangeProperty("due") DueDeletions due,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        cycle.doomIfHopeless(failure);
        List<String> contentKeys = due.contentKeys();
        contentKeys.forEach(key -> fail(due.space(), key, "The platform did not tell its id, so that it could not be deleted", cycle));
        cycle.advance(contentKeys.size());
        Event.of(EventName.CONTENT_DELETED).field("items", contentKeys.size()).field("next", STAYS)
                .field("contentKeys", contentKeys.stream().map(Sensitive::id).toList()).error(failure)
                .log(LOG, "The platform did not tell the ids of content to delete");
    }

    private static ItemFailure fail(Space space, String contentKey, String reason, SyncCycle cycle) {
        ItemFailure failed = new ItemFailure(space.key(), "content", Sensitive.id(contentKey), reason, STAYS);
        cycle.fail(failed, Count.DELETIONS_FAILED);
        return failed;
    }

    private static final String STAYS = "it stays stored; the next cycle tries again";
}
