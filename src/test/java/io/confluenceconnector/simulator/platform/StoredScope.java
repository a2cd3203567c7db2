package io.confluenceconnector.simulator.platform;

import java.util.Objects;
import java.util.Optional;

/** A folder of the knowledge base; {@code path} starts with a slash. */
public record StoredScope(String id, String name, Optional<String> parentId, Optional<String> externalId, String path) {

    public StoredScope {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(parentId);
        Objects.requireNonNull(externalId);
        Objects.requireNonNull(path);
    }
}
