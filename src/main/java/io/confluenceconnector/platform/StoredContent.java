package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Objects;

/** What the platform holds of one item. */
public record StoredContent(String id, String key, JsonNode metadata, String ingestionState) {
    public StoredContent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(ingestionState, "ingestionState");
    }

    static StoredContent of(JsonNode node) {
        return new StoredContent(node.path("id").asText(), node.path("key").asText(), node.path("metadata"),
                node.path("ingestionState").asText(""));
    }

    /** Keys and metadata are content (S10). */
    @Override
    public String toString() {
        return "stored content";
    }
}
