package io.confluenceconnector.diff;

import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is submitted to the diff for one space. */
public record SpaceItems(Space space, List<Item> items) {
    public SpaceItems {
        Objects.requireNonNull(space, "space");
        items = List.copyOf(items);
    }

    Map<String, Item> byItemId() {
        Map<String, Item> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.itemId(), item));
        return byId;
    }

    @Override
    public String toString() {
        return items.size() + " items of " + space;
    }
}
