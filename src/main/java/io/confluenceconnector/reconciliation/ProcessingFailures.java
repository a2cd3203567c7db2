package io.confluenceconnector.reconciliation;

import java.util.HashMap;
import java.util.Map;

/**
 * How often items were ingested again because the platform had failed to process them: at most three times per version
 * and process (P14). Lives in memory: a restart begins anew.
 */
final class ProcessingFailures {

    private static final int MOST_TRIES = 3;

    /** What is done about a failure. */
    enum Answer {
        /** Ingest the item again. */
        TRY_AGAIN,
        /** All tries have failed: say so, once. */
        GIVE_UP,
        /** Said already. */
        KEEP_SILENT
    }

    private record Tries(String version, int count) {
    }

    private final Map<String, Tries> byContentKey = new HashMap<>();

    /** Counts another failure of this version. */
    synchronized Answer failed(String contentKey, String version) {
        int failures = byContentKey.merge(contentKey, new Tries(version, 1), (before, first) ->
                before.version().equals(version) ? new Tries(version, before.count() + 1) : first).count();
        if (failures <= MOST_TRIES) {
            return Answer.TRY_AGAIN;
        }
        return failures == MOST_TRIES + 1 ? Answer.GIVE_UP : Answer.KEEP_SILENT;
    }

    /** Forgets an item that was processed at last. */
    synchronized void finished(String contentKey) {
        byContentKey.remove(contentKey);
    }
}
