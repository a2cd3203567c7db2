package io.confluenceconnector.discovery;

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

    /** A record that does not name its space's type has passed the query's own filter. */
    public boolean acceptsSpaceType(String type) {
        return type.isEmpty() || spaceTypes.contains(type);
    }

    boolean isFull(int items) {
        return maxItems.isPresent() && items >= maxItems.getAsInt();
    }
}
