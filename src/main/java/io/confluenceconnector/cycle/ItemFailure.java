package io.confluenceconnector.cycle;

import io.confluenceconnector.logging.Sensitive;

import java.util.Objects;

/** One item that a cycle could not process, with the reason in words of ours. */
public record ItemFailure(String spaceKey, String kind, Sensitive itemId, String reason) {
    public ItemFailure {
        Objects.requireNonNull(spaceKey, "spaceKey");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(itemId, "itemId");
        Objects.requireNonNull(reason, "reason");
    }
}
