package io.confluenceconnector.cycle;

import java.util.Objects;

/**
 * Deletions of one space that a cycle was asked for and did not carry out (P11, P12).
 *
 * @param items  files, or the space itself when it would be removed as a whole
 * @param reason in words of ours
 */
public record Withheld(String spaceKey, State state, int items, String reason) {

    /** Why deletions do not happen, by what makes them go on. */
    public enum State {
        /** Confluence still selects them: they are kept for good. */
        VETOED,
        /** Later cycles of this process must confirm them, or an operator approves. */
        PENDING,
        /** Too many at once: only an operator's approval lets them go on. */
        HELD,
        /** Confluence did not answer: the next cycle asks again. */
        UNANSWERED
    }

    public Withheld {
        Objects.requireNonNull(spaceKey, "spaceKey");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        if (items < 1) {
            throw new IllegalArgumentException("Nothing is withheld: " + items + " items");
        }
    }
}
