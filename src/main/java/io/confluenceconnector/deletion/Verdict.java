package io.confluenceconnector.deletion;

/** What Confluence itself says of an item that is to be deleted (P11). */
public enum Verdict {
    /** Gone, trashed, archived, moved or no longer selected, by calls that do not read the search index. */
    CONFIRMED,
    /** Not found selected, but only the search index could be asked: due in the second consecutive cycle. */
    INDEX_ONLY,
    /** Still selected, or changed since discovery began: kept. */
    VETOED,
    /** Confluence gave no answer: nothing is deleted in this cycle. */
    NO_ANSWER;

    /** The weaker of two: one doubt is enough to keep an item. */
    Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
