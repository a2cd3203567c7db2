package io.confluenceconnector.simulator.confluence.cql;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * What the search index holds of one page, blog post, comment, attachment or other content.
 *
 * @param id digits, for attachments without the {@code att} prefix
 * @param labels names of the global labels
 * @param ancestors ids of all ancestors; of an attachment or comment also its container
 * @param parent id of the direct parent, empty when there is none
 * @param container id of the container of an attachment or comment, empty for others
 */
public record IndexedContent(
        String id,
        String type,
        String title,
        String body,
        Set<String> labels,
        String spaceKey,
        String spaceType,
        Set<String> ancestors,
        String parent,
        String container,
        Instant created,
        Instant lastModified) {

    public IndexedContent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(body, "body");
        labels = Set.copyOf(labels);
        Objects.requireNonNull(spaceKey, "spaceKey");
        Objects.requireNonNull(spaceType, "spaceType");
        ancestors = Set.copyOf(ancestors);
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(lastModified, "lastModified");
    }
}
