package io.confluenceconnector.diff;

import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Space;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Items whose upload failed in this process: tried again in the next cycle, whatever the platform's diff believes, since
 * a registration may have told it the new timestamp already (P14).
 */
public final class FailedUpdates {
    private final Map<Space, Set<String>> itemIds = new ConcurrentHashMap<>();

    public void remember(Item item) {
        itemIds.computeIfAbsent(item.space(), space -> ConcurrentHashMap.newKeySet()).add(item.itemId());
    }

    public void forget(Item item) {
        Set<String> ids = itemIds.get(item.space());
        if (ids != null) {
            ids.remove(item.itemId());
        }
    }

    Set<String> of(Space space) {
        return Set.copyOf(itemIds.getOrDefault(space, Set.of()));
    }
}
