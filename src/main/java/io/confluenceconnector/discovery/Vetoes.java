package io.confluenceconnector.discovery;

import io.confluenceconnector.confluence.Item;

import java.util.Set;

/**
 * Items that Confluence selects and an extension route does not (see {@code docs/extensions.md}).
 *
 * @param leftAlone item ids: not ingested, and what is stored of them stays as it is, so that nothing is lost by a mistake
 * @param removed   item ids that count as no longer selected: what is stored of them is deleted
 */
public record Vetoes(Set<String> leftAlone, Set<String> removed) {

    /** What an extension that vetoes nothing says. */
    public static final Vetoes NONE = new Vetoes(Set.of(), Set.of());

    private static final String SEPARATOR = "::";

    public Vetoes {
        leftAlone = Set.copyOf(leftAlone);
        removed = Set.copyOf(removed);
    }

    /** Whether an item is neither ingested nor changed nor deleted; attachments go with their page. */
    public boolean leavesAlone(Item item) {
        return leftAlone.contains(item.itemId()) || leftAlone.contains(item.pageId());
    }

    /** Whether an item counts as no longer selected; attachments go with their page. */
    public boolean removes(String itemId) {
        int separator = itemId.indexOf(SEPARATOR);
        return removed.contains(itemId) || separator > 0 && removed.contains(itemId.substring(0, separator));
    }

    /** Counts only (S10). */
    @Override
    public String toString() {
        return leftAlone.size() + " items left alone, " + removed.size() + " removed";
    }
}
