package io.confluenceconnector.discovery;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that Confluence selects, complete (P6).
 *
 * @param pages            by page id
 * @param attachments      of those pages, by item id; without the images that become part of their page
 * @param images           PNG and JPEG attachments that become part of their page, by page id (P15); no items of their own
 * @param allLabelIds      ids of content that carries the all label, folders included
 * @param protectedItems   item ids, and page ids whose attachments are protected: never deleted in this cycle (P6)
 * @param titles           of pages, by page id; empty unless somebody is to read them, as in a plan
 * @param deletionsAllowed false when a record without a readable id, or {@code maxItemsToScan}, left a hole (P4, P6)
 */
public record Discovery(Map<String, Page> pages, Map<String, Attachment> attachments,
                        Map<String, List<Attachment>> images, Set<String> allLabelIds, ProtectedItems protectedItems,
                        Map<String, String> titles, boolean deletionsAllowed) {

    /** A discovery in which images are items like other attachments, and of which nobody reads the titles. */
    public Discovery(Map<String, Page> pages, Map<String, Attachment> attachments, Set<String> allLabelIds,
                     ProtectedItems protectedItems, boolean deletionsAllowed) {
        this(pages, attachments, Map.of(), allLabelIds, protectedItems, Map.of(), deletionsAllowed);
    }

    /** The images that become part of a page. */
    public List<Attachment> imagesOf(Page page) {
        return images.getOrDefault(page.pageId(), List.of());
    }

    /** Items by space, in the order of discovery. */
    public Map<Space, List<Item>> itemsBySpace() {
        Map<Space, List<Item>> items = new LinkedHashMap<>();
        pages.values().forEach(page -> items.computeIfAbsent(page.space(), s -> new ArrayList<>()).add(page));
        attachments.values().forEach(a -> items.computeIfAbsent(a.space(), s -> new ArrayList<>()).add(a));
        return items;
    }

    /** The spaces in which something is selected. */
    public Set<Space> spaces() {
        return itemsBySpace().keySet();
    }

    /** Counts only (S10). */
    @Override
    public String toString() {
        return pages.size() + " pages, " + attachments.size() + " attachments";
    }
}
