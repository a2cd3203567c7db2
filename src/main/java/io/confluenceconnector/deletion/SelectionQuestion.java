package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.confluence.Timestamps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a cycle knows when it asks whether a page is still selected.
 *
 * @param allLabelIds  ids of content that discovery found with the all label
 * @param movedSafely  whether a page that now lies in another space is finalised there (P11)
 */
record SelectionQuestion(String singleLabel, String allLabel, Set<String> allLabelIds, Instant cycleStart,
                         Predicate<String> movedSafely) {

    boolean hasSyncLabel(Collection<String> labels) {
        return labels.contains(singleLabel) || labels.contains(allLabel);
    }

    boolean hasAllLabel(Collection<String> labels) {
        return labels.contains(allLabel);
    }

    boolean anyAncestorSelected(Collection<String> ancestorIds) {
        return !Collections.disjoint(allLabelIds, ancestorIds);
    }

    /** What changed after discovery began may have been selected since (P11). */
    boolean changedSince(String updatedAt) {
        return Timestamps.instant(updatedAt).map(when -> !when.isBefore(cycleStart)).orElse(false);
    }

    /** Whether a page lies in another space than where the platform holds it, and its copy there is safe (P11). */
    boolean movedSafely(String pageId, String spaceId, Space stored) {
        return !spaceId.equals(stored.id()) && movedSafely.test(pageId);
    }

    /** The verdict that a page's own record allows; empty when its ancestors must be asked. */
    Optional<Verdict> ofPage(Content page, Space stored) {
        if (!page.isCurrent() || movedSafely(page.id(), page.space().id(), stored)) {
            return Optional.of(Verdict.CONFIRMED);
        }
        return hasSyncLabel(page.labels()) || changedSince(page.updatedAt())
                ? Optional.of(Verdict.VETOED) : Optional.empty();
    }

    /** Ids of a record's ancestors. */
    static List<String> ancestorIds(JsonNode record) {
        List<String> ids = new ArrayList<>();
        record.path("ancestors").forEach(ancestor -> ids.add(ancestor.path("id").asText()));
        return ids;
    }
}
