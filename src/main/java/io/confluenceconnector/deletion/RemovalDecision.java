package io.confluenceconnector.deletion;

/** What becomes of a space scope that is to be removed with its files (P12). */
public enum RemovalDecision {
    /** Removed in this cycle. */
    DUE,
    /** Not missed by enough consecutive cycles yet. */
    PENDING,
    /** More than half of the tenant's spaces would go at once, or deletions of this one are held. */
    HELD,
    /** Confluence did not say whether something in it is still selected. */
    UNANSWERED,
    /** Something in it is still selected. */
    VETOED
}
