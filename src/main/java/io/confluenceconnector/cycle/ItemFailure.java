package io.confluenceconnector.cycle;

import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;

import java.util.Objects;

/**
 * One item that a cycle could not process.
 *
 * @param kind   {@code page}, {@code attachment}, {@code content} or {@code space}
 * @param reason in words of ours
 * @param next   what becomes of it: when it is tried again, or what an operator has to do
 */
public record ItemFailure(String spaceKey, String kind, Sensitive itemId, String reason, String next) {
    public ItemFailure {
        Objects.requireNonNull(spaceKey, "spaceKey");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(itemId, "itemId");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(next, "next");
    }

    /** Says all of it in an event, by the same names in every one. */
    public Event in(Event event) {
        return event.outcome(Outcome.FAILURE).field("spaceKey", spaceKey).field("kind", kind).field("itemId", itemId)
                .field("reason", reason).field("next", next);
    }
}
