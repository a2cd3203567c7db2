package io.confluenceconnector.confluence;

import java.util.Optional;

/** The two content types that are ingested as pages (P4). */
public enum PageKind {
    PAGE("page"), BLOG_POST("blogpost");

    private final String type;

    PageKind(String type) {
        this.type = type;
    }

    /** The kind of Confluence's {@code type} value; empty for every type that is not ingested. */
    public static Optional<PageKind> ofType(String type) {
        for (PageKind kind : values()) {
            if (kind.type.equals(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return type;
    }
}
