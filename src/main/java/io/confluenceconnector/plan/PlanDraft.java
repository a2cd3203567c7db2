package io.confluenceconnector.plan;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.deletion.DeletionDecision;
import io.confluenceconnector.deletion.DeletionDecisions;
import io.confluenceconnector.deletion.Removal;
import io.confluenceconnector.diff.SpaceDiff;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.ownership.OwnershipCheck;
import io.confluenceconnector.scope.ScopeTree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what the stages decided into a plan, space by space. It decides nothing itself. */
final class PlanDraft {

    private final StageResults results;
    private final Function<Attachment, Optional<String>> reasonToSkip;
    private final Optional<Discovery> discovery;
    private final Map<String, String> titles;
    private final Set<String> images;
    private final Map<String, List<PlannedChange>> changes = new LinkedHashMap<>();
    private final Map<String, ScopeChange> scopes = new LinkedHashMap<>();
    private final Map<String, SpaceRemoval> removals = new LinkedHashMap<>();

    /** @param reasonToSkip why an attachment is left out although it is selected; empty when it is not */
    PlanDraft(StageResults results, Function<Attachment, Optional<String>> reasonToSkip) {
        this.results = results;
        this.reasonToSkip = reasonToSkip;
        this.discovery = results.discovery();
        this.titles = discovery.map(Discovery::titles).orElse(Map.of());
        this.images = discovery.stream().flatMap(found -> found.images().values().stream()).flatMap(List::stream)
                .map(Attachment::itemId).collect(Collectors.toSet());
    }

    TenantPlan of(String tenant, String status) {
        results.plan().ifPresent(plan -> plan.spaces().forEach(this::add));
        results.deletions().ifPresent(this::add);
        results.reconciliation().ifPresent(round -> {
            round.plan().spaces().forEach(this::addAgain);
            round.relabelled().forEach(page ->
                    add(PlannedAction.REFRESH_LABELS, page, "its labels differ from the stored ones"));
        });
        results.removedSpaces().ifPresent(round -> round.removals().forEach(removal -> add(removal, REMOVED_SPACE)));
        results.tenantRemoval().ifPresent(round -> round.planned().forEach(removal -> add(removal, DELETED_TENANT)));
        return new TenantPlan(tenant, status, results.report().failure(), results.report().duration(),
                results.ownership().flatMap(PlanDraft::rootScope), discovery.map(PlanDraft::discovered), spaces(),
                results.report().failures());
    }

    private static final String REMOVED_SPACE = "nothing in the space is selected any more";
    private static final String DELETED_TENANT = "the tenant's status is deleted";

    private static Optional<RootScopeState> rootScope(OwnershipCheck check) {
        if (!check.isRootRead()) {
            return Optional.empty();
        }
        return Optional.of(check.isClaimed() ? RootScopeState.OURS
                : check.hasFormerRoot() ? RootScopeState.CHANGED : RootScopeState.UNCLAIMED);
    }

    private static TenantPlan.Discovered discovered(Discovery discovery) {
        return new TenantPlan.Discovered(discovery.spaces().size(), discovery.pages().size(), discovery.attachments().size(),
                discovery.deletionsAllowed());
    }

    private List<SpacePlan> spaces() {
        return Stream.of(changes, scopes, removals).flatMap(map -> map.keySet().stream()).distinct().sorted()
                .map(key -> new SpacePlan(key, scopes.getOrDefault(key, ScopeChange.NONE), changes.getOrDefault(key, List.of()),
                        Optional.ofNullable(removals.get(key)))).toList();
    }

    private void add(SpaceDiff diff) {
        diff.added().forEach(item -> addUpload(PlannedAction.INGEST, item, "the platform does not hold it"));
        diff.updated().forEach(item -> addUpload(PlannedAction.UPDATE, item, takesImagesIn(item, diff)
                ? "its images, stored as files so far, are put into the page"
                : "the platform holds another version, or an earlier upload did not end"));
        diff.moved().forEach(item -> add(PlannedAction.MOVE, item, "only its URL is another"));
        if (diff.ingests()) {
            results.scopes().ifPresent(tree -> addScope(tree, diff.space()));
        }
    }

    /** Whether a page is ingested again because images that were items become part of it (P15). */
    private boolean takesImagesIn(Item item, SpaceDiff diff) {
        return item instanceof Page page && discovery.stream().flatMap(found -> found.imagesOf(page).stream())
                .anyMatch(image -> diff.deleted().contains(image.itemId()));
    }

    private void addUpload(PlannedAction action, Item item, String reason) {
        Optional<String> skipped = item instanceof Attachment attachment ? reasonToSkip.apply(attachment) : Optional.empty();
        if (skipped.isPresent()) {
            add(PlannedAction.SKIP, item, skipped.get());
        } else {
            add(action, item, reason);
        }
    }

    private void addAgain(SpaceDiff diff) {
        diff.updated().forEach(item -> addUpload(PlannedAction.INGEST_AGAIN, item,
                "the platform's copy is unfinished, of another version, or failed there"));
        results.scopes().ifPresent(tree -> addScope(tree, diff.space()));
    }

    private void addScope(ScopeTree tree, Space space) {
        ScopeChange change = tree.of(space).map(scope -> scope.externalId().isPresent() ? ScopeChange.NONE : ScopeChange.MARK)
                .orElse(ScopeChange.CREATE);
        if (change != ScopeChange.NONE) {
            scopes.put(space.key(), change);
        }
    }

    private void add(DeletionDecisions decisions) {
        decisions.bySpace().forEach((space, decision) -> add(space, decision, decisions.method()));
    }

    private void add(Space space, DeletionDecision decision, String method) {
        decision.due().stream().sorted().forEach(id -> add(space, PlannedAction.DELETE, Set.of(id), whyDeleted(id, space, method)));
        add(space, PlannedAction.VETO, decision.vetoed(), "Confluence still selects it, or it changed since the plan began");
        add(space, PlannedAction.PENDING, decision.pending(),
                "only the search index confirms it: due when the next cycle of the service asks again, or with --approve-deletions");
        add(space, PlannedAction.HOLD, decision.held(),
                "more deletions at once than processing.maxDeletePercent allows: due with --approve-deletions");
        add(space, PlannedAction.UNANSWERED, decision.unknown(), "Confluence did not answer whether it is gone");
    }

    private String whyDeleted(String itemId, Space former, String method) {
        Optional<Page> page = discovery.map(found -> found.pages().get(itemId.split("::", 2)[0]));
        if (page.filter(selected -> !selected.space().equals(former)).isPresent()) {
            return "it is in another space now";
        }
        if (images.contains(itemId)) {
            return "it becomes part of its page";
        }
        if (discovery.filter(found -> found.vetoes().removes(itemId)).isPresent()) {
            return "an extension route does not select it any more";
        }
        if (page.isPresent() && !itemId.equals(page.get().itemId())) {
            return "it is gone from its page, or the tenant file takes no such attachments any more";
        }
        return "Confluence confirms that it is gone or no longer selected"
                + (method.equals("index") ? ", as far as its search knows" : "");
    }

    private void add(Space space, PlannedAction action, Collection<String> itemIds, String reason) {
        itemIds.stream().sorted().forEach(id -> add(space, new PlannedChange(action, id.contains("::") ? "attachment" : "page",
                Sensitive.id(id), Optional.ofNullable(titles.get(id)).map(Sensitive::title), reason)));
    }

    private void add(PlannedAction action, Item item, String reason) {
        add(item.space(), new PlannedChange(action, kind(item), Sensitive.id(item.itemId()), title(item), reason));
    }

    private void add(Space space, PlannedChange change) {
        changes.computeIfAbsent(space.key(), key -> new ArrayList<>()).add(change);
    }

    private void add(Removal removal, String cause) {
        removals.put(removal.candidate().space().key(), switch (removal.decision()) {
            case DUE -> new SpaceRemoval(PlannedAction.DELETE, removal.files(), cause);
            case PENDING -> new SpaceRemoval(PlannedAction.PENDING, removal.files(), cause
                    + ": due when as many cycles of the service as processing.removedSpaceGraceCycles have missed it,"
                    + " or with --approve-deletions");
            case HELD -> new SpaceRemoval(PlannedAction.HOLD, removal.files(),
                    "more than half of the tenant's spaces would go at once: due with --approve-deletions");
            case UNANSWERED -> new SpaceRemoval(PlannedAction.UNANSWERED, removal.files(),
                    "Confluence did not answer whether something in it is still selected");
            case VETOED -> new SpaceRemoval(PlannedAction.VETO, removal.files(),
                    "discovery missed the space, but something in it is still selected");
        });
    }

    private Optional<Sensitive> title(Item item) {
        return item instanceof Attachment attachment ? Optional.of(Sensitive.fileName(attachment.title()))
                : Optional.ofNullable(titles.get(item.itemId())).map(Sensitive::title);
    }

    private static String kind(Item item) {
        return item instanceof Page page ? page.kind().toString() : "attachment";
    }
}
