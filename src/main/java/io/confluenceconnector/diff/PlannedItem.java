package io.confluenceconnector.diff;

import io.confluenceconnector.confluence.Item;

import java.util.Objects;

/**
 * An item to ingest.
 *
 * @param known whether the platform holds an earlier version, which must survive a failure (P10)
 */
public record PlannedItem(Item item, boolean known) {
    public PlannedItem {
        Objects.requireNonNull(item, "item");
    }

    @Override
    public String toString() {
        return (known ? "updated " : "new ") + item;
    }
}
