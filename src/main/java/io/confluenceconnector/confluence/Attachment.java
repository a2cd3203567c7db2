package io.confluenceconnector.confluence;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * An attachment of a selected page that the configuration takes.
 *
 * @param attachmentId as Confluence gave it, with or without the {@code att} prefix
 * @param mediaType    lower case, without parameters
 * @param byExtension  whether the file name decided the media type, since the uploader named none (P5)
 * @param size         bytes; empty when Confluence did not say
 * @param download     Data Center: the link from the record, unchanged (it carries version parameters); Cloud: empty
 */
public record Attachment(String pageId, String attachmentId, Space space, String title, String mediaType,
                         boolean byExtension, OptionalLong size, String updatedAt, String url, String download) implements Item {
    public Attachment {
        Objects.requireNonNull(pageId, "pageId");
        Objects.requireNonNull(attachmentId, "attachmentId");
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(download, "download");
    }

    @Override
    public String itemId() {
        return pageId + "::" + attachmentId;
    }

    /** Media type and space only: titles and ids are masked where they are logged (S10). */
    @Override
    public String toString() {
        return "attachment (" + mediaType + ") in " + space;
    }
}
