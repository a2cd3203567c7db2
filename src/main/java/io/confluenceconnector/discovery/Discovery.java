package io.confluenceconnector.discovery;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that Confluence selects, complete (P6).
 *
 * @param pages            by page id
 * @param attachments      of those pages, by item id; without the images that become part of their page
 * @param images           PNG and JPEG attachments that become part of their page, by page id (P15); no items of their own
 * @param allLabelIds      ids of content that carries the all label, folders included, or whose labels could not be read
 * @param protectedItems   item ids, and page ids whose attachments are protected: never deleted in this cycle (P6)
 * @param vetoes           what an extension route does not select; still among the pages and attachments
 * @param titles           of pages, by page id; empty unless somebody is to read them, as in a plan
 * @param deletionsAllowed false when a record without a readable id, or {@code maxItemsToScan}, left a hole (P4, P6)
 */
public record Discovery(Map<String, Page> pages, Map<String, Attachment> attachments,
                        Map<String, List<Attachment>> images, Set<String> allLabelIds, ProtectedItems protectedItems,
                        Vetoes vetoes, Map<String, String> titles, boolean deletionsAllowed) {

    /** A discovery without vetoes, in which images are items like other attachments, and of which nobody reads the titles. */
    public Discovery(Map<String, Page> pages, Map<String, Attachment> attachments, Set<String> allLabelIds,
                     ProtectedItems protectedItems, boolean deletionsAllowed) {
        this(pages, attachments, Map.of(), allLabelIds, protectedItems, Vetoes.NONE, Map.of(), deletionsAllowed);
    }

    /** The images that become part of a page. */
    public List<Attachment> imagesOf(Page page) {
        return images.getOrDefault(page.pageId(), List.of());
    }

    /** The same with what an extension says. */
    public Discovery with(Vetoes others) {
        return new Discovery(pages, attachments, images, allLabelIds, protectedItems, others, titles, deletionsAllowed);
    }

    /** Items by space, in the order of discovery, without those that an extension removes. */
    public Map<Space, List<Item>> itemsBySpace() {
        Map<Space, List<Item>> items = new LinkedHashMap<>();
        Stream.<Item>concat(pages.values().stream(), attachments.values().stream())
                .filter(item -> !vetoes.removes(item.itemId()))
                .forEach(item -> items.computeIfAbsent(item.space(), s -> new ArrayList<>()).add(item));
        return items;
    }

    /** The spaces in which Confluence selects something, whatever an extension says. */
    public Set<Space> spaces() {
        return pages.values().stream().map(Page::space).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Counts only (S10). */
    @Override
    public String toString() {
        return pages.size() + " pages, " + attachments.size() + " attachments";
    }
}
