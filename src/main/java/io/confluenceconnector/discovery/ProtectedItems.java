package io.confluenceconnector.discovery;

import java.util.Set;

/**
 * What discovery could not read and therefore must not be deleted (P6).
 *
 * @param pageIds         pages, with all their attachments
 * @param attachmentsOf   pages whose attachments, but not themselves, are protected
 * @param attachmentIds   single attachments
 */
public record ProtectedItems(Set<String> pageIds, Set<String> attachmentsOf, Set<String> attachmentIds) {

    private static final String SEPARATOR = "::";

    public ProtectedItems {
        pageIds = Set.copyOf(pageIds);
        attachmentsOf = Set.copyOf(attachmentsOf);
        attachmentIds = Set.copyOf(attachmentIds);
    }

    /** Whether an item id of the diff's answer is protected. */
    public boolean contains(String itemId) {
        int separator = itemId.indexOf(SEPARATOR);
        if (separator < 0) {
            return pageIds.contains(itemId);
        }
        String pageId = itemId.substring(0, separator);
        return pageIds.contains(pageId) || attachmentsOf.contains(pageId)
                || attachmentIds.contains(itemId.substring(separator + SEPARATOR.length()));
    }

    /** Nothing of content (S10). */
    @Override
    public String toString() {
        return pageIds.size() + " protected pages, " + (attachmentsOf.size() + attachmentIds.size())
                + " protected attachment lists or attachments";
    }
}
