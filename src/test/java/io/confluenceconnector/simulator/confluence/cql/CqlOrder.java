package io.confluenceconnector.simulator.confluence.cql;

import java.util.Comparator;

/** One key of {@code ORDER BY}. */
record CqlOrder(CqlField field, boolean descending) {

    private static final Comparator<IndexedContent> BY_ID =
            Comparator.comparingInt((IndexedContent content) -> content.id().length())
                    .thenComparing(IndexedContent::id);

    Comparator<IndexedContent> comparator() {
        Comparator<IndexedContent> ascending = switch (field) {
            case ID -> BY_ID;
            case TITLE -> Comparator.comparing(IndexedContent::title);
            case CREATED -> Comparator.comparing(IndexedContent::created);
            case LAST_MODIFIED -> Comparator.comparing(IndexedContent::lastModified);
            case SPACE -> Comparator.comparing(IndexedContent::spaceKey);
            case TYPE -> Comparator.comparing(IndexedContent::type);
            case LABEL, SPACE_TYPE, ANCESTOR, PARENT, CONTAINER, TEXT ->
                    throw new IllegalStateException(field + " is not sortable");
        };
        return descending ? ascending.reversed() : ascending;
    }
}
