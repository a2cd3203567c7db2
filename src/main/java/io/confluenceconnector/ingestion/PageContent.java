package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.pageimages.PageBody;
import io.confluenceconnector.platform.ContentRequests;

import java.util.Objects;

/**
 * A page with all that is sent of it; its text form says the size only (S12).
 *
 * @param source the body as Confluence gave it, or as an extension made it, in UTF-8
 * @param body   what is sent: the same, with images spliced in (P15)
 * @param whole  false when an image is missing that may come in a later cycle
 */
public record PageContent(Page page, boolean known, String title, byte[] source, PageBody body, boolean whole) {
    public PageContent {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(body, "body");
    }

    PageContent(Page page, boolean known, String title, byte[] source) {
        this(page, known, title, source, PageBody.of(source), true);
    }

    PageContent with(byte[] otherSource) {
        return new PageContent(page, known, title, otherSource);
    }

    PageContent with(PageBody otherBody, boolean allImages) {
        return new PageContent(page, known, title, source, otherBody, allImages);
    }

    /** The version to record: none while an image is missing, so that the first cycle of another process ingests it again (P14). */
    String versionTimestamp() {
        return whole ? page.updatedAt() : ContentRequests.PENDING;
    }

    @Override
    public String toString() {
        return page + " of " + body.length() + " bytes";
    }
}
