package io.confluenceconnector.diff;

import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is submitted to the diff for one space.
 *
 * @param leftAlone item ids of those that are submitted, so that they stay stored, and otherwise left as they are
 */
public record SpaceItems(Space space, List<Item> items, Set<String> leftAlone) {
    public SpaceItems {
        Objects.requireNonNull(space, "space");
        items = List.copyOf(items);
        leftAlone = Set.copyOf(leftAlone);
    }

    public SpaceItems(Space space, List<Item> items) {
        this(space, items, Set.of());
    }

    Map<String, Item> byItemId() {
        Map<String, Item> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.itemId(), item));
        return byId;
    }

    /** The items that may be ingested or moved. */
    Map<String, Item> open() {
        Map<String, Item> byId = byItemId();
        byId.keySet().removeAll(leftAlone);
        return byId;
    }

    @Override
    public String toString() {
        return items.size() + " items of " + space;
    }
}
