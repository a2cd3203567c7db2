package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.confluence.Timestamps;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SelectionRules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a cycle knows when it asks whether a page is still selected: whether it carries a sync label, or lies below the all
 * label, in a space of a type that is taken (P4, P11).
 */
record SelectionQuestion(SelectionRules rules, Discovery discovery, SyncPlan plan, SyncCycle cycle) {

    boolean hasSyncLabel(Collection<String> labels) {
        return !Collections.disjoint(rules.labels(), labels);
    }

    boolean hasAllLabel(Collection<String> labels) {
        return labels.contains(rules.allLabel());
    }

    boolean anyAncestorSelected(Collection<String> ancestorIds) {
        return !Collections.disjoint(discovery.allLabelIds(), ancestorIds);
    }

    /** What changed after discovery began may have been selected since (P11). */
    boolean changedSince(String updatedAt) {
        return Timestamps.instant(updatedAt).map(when -> !when.isBefore(cycle.startedAt())).orElse(false);
    }

    /**
     * Whether the cycle itself knows why a stored item must stay, whatever Confluence says of its page: it could not be read
     * (P6), an extension leaves it alone, it is selected in a space where nobody has stored it yet (P11), or it is an image
     * whose page has not taken it in (P15).
     */
    boolean mustStay(String itemId) {
        return discovery.protectedItems().contains(itemId) || cycle.hasFailed(itemId)
                || discovered(itemId).map(item -> discovery.vetoes().leavesAlone(item) || !plan.has(item.space())).orElse(false)
                || isInlined(itemId) && mustStay(DeletionCheck.pageId(itemId));
    }

    private boolean isInlined(String itemId) {
        return discovery.images().getOrDefault(DeletionCheck.pageId(itemId), List.of()).stream()
                .anyMatch(image -> image.itemId().equals(itemId));
    }

    private Optional<Item> discovered(String itemId) {
        return Optional.<Item>ofNullable(discovery.pages().get(itemId))
                .or(() -> Optional.ofNullable(discovery.attachments().get(itemId)));
    }

    /** A space whose scope is another's is left out of the plan (P9). */
    /** Whether a page lies in another space than where the platform holds it, and is stored there, too. */
    boolean movedSafely(String pageId, String spaceId, Space stored) {
        return !spaceId.isEmpty() && !spaceId.equals(stored.id()) && discovery.pages().containsKey(pageId) && !mustStay(pageId);
    }

    /** Ids of the spaces in which discovery found something selected: their types are among those that are taken. */
    Set<String> takenSpaces() {
        return discovery.spaces().stream().map(Space::id).collect(Collectors.toSet());
    }

    /**
     * The verdict that a page's own record allows; empty when its ancestors must be asked.
     *
     * @param labelsTold whether the record tells the page's labels: without them it may carry any
     */
    Optional<Verdict> ofPage(Content page, boolean labelsTold, Space stored) {
        if (!rules.mayTake(page) || movedSafely(page.id(), page.space().id(), stored)) {
            return Optional.of(Verdict.CONFIRMED);
        }
        if (hasSyncLabel(page.labels()) || changedSince(page.updatedAt())) {
            return Optional.of(Verdict.VETOED);
        }
        return labelsTold ? Optional.empty() : Optional.of(Verdict.NO_ANSWER);
    }

    /** Ids of a record's ancestors; empty when it does not tell them, which is not the same as having none. */
    static Optional<List<String>> ancestorIds(JsonNode record) {
        List<String> ids = new ArrayList<>();
        record.path("ancestors").forEach(ancestor -> ids.add(ancestor.path("id").asText("")));
        boolean blogPost = PageKind.ofType(record.path("type").asText()).filter(PageKind.BLOG_POST::equals).isPresent();
        return (record.path("ancestors").isArray() || blogPost) && !ids.contains("") ? Optional.of(ids) : Optional.empty();
    }
}
