package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Objects;
import java.util.Optional;

/** A folder of the platform; {@code externalId} is the mark that says whose it is. */
public record Scope(String id, String name, Optional<String> parentId, Optional<String> externalId) {
    public Scope {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parentId, "parentId");
        Objects.requireNonNull(externalId, "externalId");
    }

    static Scope of(JsonNode node) {
        return new Scope(node.path("id").asText(), node.path("name").asText(), text(node, "parentId"),
                text(node, "externalId"));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.hasNonNull(field) ? Optional.of(node.get(field).asText()) : Optional.empty();
    }

    /** Ids are masked where they are logged (S10). */
    @Override
    public String toString() {
        return "scope";
    }
}
