package io.confluenceconnector.confluence;

/** What the connector keeps in step: a page (or blog post), or an attachment of a selected page. */
public sealed interface Item permits Page, Attachment {

    /** Identity within the space: {@code <pageId>}, or {@code <pageId>::<attachmentId>}. */
    String itemId();

    /** Id of the page itself, or of the page that holds the attachment. */
    String pageId();

    Space space();

    /** Confluence's own timestamp, exactly as received: the file diff compares it as text. */
    String updatedAt();

    /** Address for people, byte-equal to what the older connector sent, or the item would count as moved. */
    String url();
}
