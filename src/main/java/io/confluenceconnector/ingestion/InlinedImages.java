package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which images this process has seen of which pages. A page's version says nothing of its images, so that only this shows
 * that one was replaced, was added or could not be had, and that its page has to be ingested again (P15).
 */
public final class InlinedImages {

    /** As often as other failures of one version are tried (P14). */
    static final int MOST_TRIES = 3;

    /** Of a page with images; {@code tries} is 0 when nothing was missing. */
    private record Seen(int images, int tries) {
    }

    private final Map<String, Seen> pages = new ConcurrentHashMap<>();
    private final Set<String> spaceIds = ConcurrentHashMap.newKeySet();

    /** Whether the process sees this space for the first time, so that it cannot tell what has changed. */
    boolean seesFirst(Space space) {
        return spaceIds.add(space.id());
    }

    /** A page that is stored with these images, as far as anybody knows. */
    void seen(Page page, List<Attachment> images) {
        if (!images.isEmpty()) {
            pages.put(page.pageId(), new Seen(fingerprint(images), 0));
        }
    }

    /** @param complete whether Confluence gave every image that the page was to have */
    void ingested(Page page, List<Attachment> images, boolean complete) {
        int fingerprint = fingerprint(images);
        if (images.isEmpty() && complete) {
            pages.remove(page.pageId());
            return;
        }
        pages.compute(page.pageId(), (id, before) -> new Seen(fingerprint, complete ? 0
                : before != null && before.images() == fingerprint ? before.tries() + 1 : 1));
    }

    /** Whether a page is stored with images that are no longer what Confluence has. */
    boolean isOutdated(Page page, List<Attachment> images) {
        Seen seen = pages.get(page.pageId());
        return seen == null ? !images.isEmpty()
                : seen.images() != fingerprint(images) || seen.tries() > 0 && seen.tries() < MOST_TRIES;
    }

    private static int fingerprint(List<Attachment> images) {
        return images.stream().map(image -> image.attachmentId() + ' ' + image.title() + ' ' + image.updatedAt()).sorted()
                .toList().hashCode();
    }
}
