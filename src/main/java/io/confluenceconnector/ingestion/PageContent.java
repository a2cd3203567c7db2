package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.pageimages.PageBody;

import java.util.Objects;

/**
 * A page with all that is sent of it; its text form says the size only (S12).
 *
 * @param source the body as Confluence gave it, or as an extension made it, in UTF-8
 * @param body   what is sent: the same, with images spliced in (P15)
 */
public record PageContent(Page page, boolean known, String title, byte[] source, PageBody body) {
    public PageContent {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(body, "body");
    }

    PageContent(Page page, boolean known, String title, byte[] source) {
        this(page, known, title, source, PageBody.of(source));
    }

    PageContent with(byte[] otherSource) {
        return new PageContent(page, known, title, otherSource);
    }

    PageContent with(PageBody otherBody) {
        return new PageContent(page, known, title, source, otherBody);
    }

    @Override
    public String toString() {
        return page + " of " + body.length() + " bytes";
    }
}
