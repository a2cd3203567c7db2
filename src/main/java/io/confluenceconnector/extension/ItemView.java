package io.confluenceconnector.extension;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;

import java.util.List;
import java.util.Objects;

/**
 * What an extension route sees of an item: the body of its exchange.
 *
 * @param kind      {@code page}, {@code blogpost} or {@code attachment}
 * @param pageId    the page itself, or the page that holds the attachment
 * @param labels    of the page; without the two that select it
 * @param title     the file name of an attachment; of a page empty until its text has been fetched
 * @param mediaType {@code text/html} for pages
 * @param size      bytes; -1 when not known (yet)
 * @param url       address for people
 * @param updatedAt Confluence's timestamp, as received
 */
public record ItemView(String kind, String itemId, String pageId, String spaceKey, String spaceName, List<String> labels,
                       String title, String mediaType, long size, String url, String updatedAt) {
    public ItemView {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(title, "title");
        labels = List.copyOf(labels);
    }

    /** A page, once its text is there. */
    public static ItemView of(Page page, String title, long size) {
        return new ItemView(page.kind().toString(), page.itemId(), page.pageId(), page.space().key(), page.space().name(),
                page.labels(), title, "text/html", size, page.url(), page.updatedAt());
    }

    /** An attachment. @param labels of its page */
    public static ItemView of(Attachment attachment, List<String> labels) {
        return new ItemView("attachment", attachment.itemId(), attachment.pageId(), attachment.space().key(),
                attachment.space().name(), labels, attachment.title(), attachment.mediaType(), attachment.size().orElse(-1),
                attachment.url(), attachment.updatedAt());
    }

    /** An item as discovery knows it. @param labels of its page */
    static ItemView of(Item item, List<String> labels) {
        return item instanceof Page page ? of(page, "", -1) : of((Attachment) item, labels);
    }

    /** Kind and space only: all else may be content (S10). */
    @Override
    public String toString() {
        return kind + " in space " + spaceKey;
    }
}
