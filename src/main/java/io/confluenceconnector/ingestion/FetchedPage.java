package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Page;

/** What a request for bodies brought for one page. */
public sealed interface FetchedPage {

    Page page();

    /** Whether there is something to upload. */
    default boolean isComplete() {
        return this instanceof Complete;
    }

    /** Whether there is nothing to upload and nothing wrong. */
    default boolean isEmpty() {
        return this instanceof Empty;
    }

    /** Ready for upload. */
    record Complete(PageContent content) implements FetchedPage {
        @Override
        public Page page() {
            return content.page();
        }
    }

    /** No body: skipped and counted; a stored version stays (P10, B50). */
    record Empty(Page page, String reason) implements FetchedPage {
    }

    /** Could not be fetched. */
    record Failed(Page page, boolean known, Exception failure) implements FetchedPage {
        @Override
        public String toString() {
            return "failed " + page;
        }
    }
}
