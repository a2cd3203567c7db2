package io.confluenceconnector.discovery;

import io.confluenceconnector.confluence.Content;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a tenant selects (P4).
 *
 * @param singleLabel selects the page itself
 * @param allLabel    selects the page and all its descendants
 * @param spaceTypes  the space types that are ingested
 * @param maxItems    bounds pages first, then attachments, for trials; empty: unlimited
 */
public record SelectionRules(String singleLabel, String allLabel, Set<String> spaceTypes, OptionalInt maxItems,
                             AttachmentSelection attachments) {
    public SelectionRules {
        spaceTypes = Set.copyOf(spaceTypes);
    }

    public Collection<String> labels() {
        return List.of(singleLabel, allLabel);
    }

    /** Whether a record may be selected at all: it is current, in a space that is taken. */
    public boolean mayTake(Content content) {
        return content.isCurrent() && takesSpace(content.spaceType(), content.spaceStatus());
    }

    /**
     * Whether a space is of a type that is ingested, and not archived (P4). What a record does not tell of its space has
     * passed the query's own filter.
     */
    public boolean takesSpace(String type, String status) {
        return (type.isEmpty() || spaceTypes.contains(type)) && !status.equalsIgnoreCase("archived");
    }

    boolean isFull(int items) {
        return maxItems.isPresent() && items >= maxItems.getAsInt();
    }
}
