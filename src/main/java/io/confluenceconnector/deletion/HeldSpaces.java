package io.confluenceconnector.deletion;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spaces of which more was to be deleted than an operator allows at once (P11): what is held there must not go with the
 * space itself, when the index then loses the rest of it (P12). Lives in memory, as what waits for a second look does.
 */
public final class HeldSpaces {
    private final Set<String> spaceIds = ConcurrentHashMap.newKeySet();

    /** Notes what the last look at a space's deletions has decided. */
    void note(String spaceId, boolean held) {
        if (held) {
            spaceIds.add(spaceId);
        } else {
            spaceIds.remove(spaceId);
        }
    }

    boolean contains(String spaceId) {
        return spaceIds.contains(spaceId);
    }
}
