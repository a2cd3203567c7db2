package io.confluenceconnector.confluence;

import java.util.List;
import java.util.Objects;

/**
 * A selected page or blog post, as little of it as later stages need: a hundred thousand of them fit a small heap.
 *
 * @param labels global labels, sorted, the tenant's two sync labels left out
 */
public record Page(String pageId, PageKind kind, Space space, String updatedAt, String url, List<String> labels)
        implements Item {
    public Page {
        Objects.requireNonNull(pageId, "pageId");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(url, "url");
        labels = List.copyOf(labels);
    }

    @Override
    public String itemId() {
        return pageId;
    }

    /** Kind and space only: ids are masked where they are logged (S10). */
    @Override
    public String toString() {
        return kind + " in " + space;
    }
}
