package io.confluenceconnector.simulator.confluence;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An item that a perfect connector holds after a cycle: a selected page or blog post, or an attachment of one.
 *
 * @param labels sorted global labels of a page without the two sync labels; empty for attachments
 * @param versionTimestamp the time as the API serves it; of an attachment the time of its present bytes
 * @param mediaType {@code text/html} for pages; absent when Confluence does not know an attachment's
 * @param size bytes of the body in UTF-8, or of the file
 * @param sha256 hash of those bytes, in lower-case hexadecimal
 * @param webUrl the address that the knowledge base shows
 */
public record SelectedItem(
        Kind kind,
        String spaceId,
        String spaceKey,
        String spaceName,
        String pageId,
        Optional<String> attachmentId,
        String title,
        List<String> labels,
        String versionTimestamp,
        Optional<String> mediaType,
        long size,
        String sha256,
        String webUrl) {

    /** What an item is. */
    public enum Kind { PAGE, BLOG_POST, ATTACHMENT }

    public SelectedItem {
        Objects.requireNonNull(kind, "kind");
        labels = List.copyOf(labels);
    }

    /** The item id of the platform: the page id, for attachments followed by two colons and the attachment id. */
    public String itemId() {
        return attachmentId.map(id -> pageId + "::" + id).orElse(pageId);
    }
}
