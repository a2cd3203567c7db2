package io.confluenceconnector.diff;

import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Space;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What has to happen in one space.
 *
 * @param updated items whose key the platform knows already: on failure they keep their old version (P10)
 * @param deleted item ids the platform holds and Confluence did not select; not confirmed yet (P11)
 * @param stored  files the platform holds of this space; counted only when something is to be deleted, else 0
 */
public record SpaceDiff(Space space, List<Item> added, List<Item> updated, List<Item> moved, Set<String> deleted,
                        long stored) {
    public SpaceDiff {
        Objects.requireNonNull(space, "space");
        added = List.copyOf(added);
        updated = List.copyOf(updated);
        moved = List.copyOf(moved);
        deleted = Set.copyOf(deleted);
    }

    /** Whether something of this space has to be uploaded. */
    public boolean ingests() {
        return !added.isEmpty() || !updated.isEmpty();
    }

    /** Whether anything of this space has to be written. */
    public boolean changes() {
        return ingests() || !moved.isEmpty() || !deleted.isEmpty();
    }

    @Override
    public String toString() {
        return space + ": " + added.size() + " new, " + updated.size() + " updated, " + moved.size() + " moved, "
                + deleted.size() + " deleted";
    }
}
