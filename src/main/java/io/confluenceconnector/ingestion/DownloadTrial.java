package io.confluenceconnector.ingestion;

import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.gateway.DownloadRefusedException;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the downloads of one cycle tell about its authentication: some may read pages, and download nothing.
 * That is said once, and no further download is tried in that cycle.
 */
final class DownloadTrial {

    /** Attachments whose download was refused before any was accepted; as many as make a cycle a failed one (P13). */
    static final int MOST_REFUSED = 5;

    private final SyncCycle cycle;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean accepted;

    DownloadTrial(SyncCycle cycle) {
        this.cycle = cycle;
    }

    boolean isOf(SyncCycle other) {
        return cycle == other;
    }

    /** A file came. */
    void accepted() {
        accepted = true;
    }

    /** An attachment finally failed. */
    void failed(Exception failure) {
        boolean ofDownload = failure instanceof DownloadRefusedException || failure instanceof LoginPageException;
        if (ofDownload && !accepted && refused.incrementAndGet() == MOST_REFUSED) {
            cycle.doom("All downloads are refused, so that no other attachment is tried in this cycle. "
                    + failure.getMessage());
        }
    }

    /** Whether further downloads are vain. */
    boolean isLost() {
        return !accepted && refused.get() >= MOST_REFUSED;
    }
}
