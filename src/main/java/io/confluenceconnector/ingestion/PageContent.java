package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Page;

import java.util.Objects;

/** A page with all that is sent of it; its text form says the size only (S12). */
public record PageContent(Page page, boolean known, String title, byte[] body) {
    public PageContent {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(body, "body");
    }

    @Override
    public String toString() {
        return page + " of " + body.length + " bytes";
    }
}
