package io.confluenceconnector.plan;

import java.util.Locale;

/** What a sync would do with an item, or would leave undone. */
public enum PlannedAction {
    /** Upload it; the platform does not hold it. */
    INGEST,
    /** Upload it; the platform holds an older version. */
    UPDATE,
    /** Refresh its URL. */
    MOVE,
    /** Upload it once more, since the platform's copy is not what it should be (P14). */
    INGEST_AGAIN,
    /** Refresh its labels, without an upload (P14). */
    REFRESH_LABELS,
    /** Leave it out although it is selected. */
    SKIP,
    /** Delete it. */
    DELETE,
    /** Keep it although the diff wants it deleted: Confluence still selects it (P11). */
    VETO,
    /** Delete it in a later cycle that confirms it again (P11, P12). */
    PENDING,
    /** Keep it until an operator approves (P11, P12). */
    HOLD,
    /** Keep it because Confluence did not answer (P11). */
    UNANSWERED;

    /** The name in reports: lower case, words joined by hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
