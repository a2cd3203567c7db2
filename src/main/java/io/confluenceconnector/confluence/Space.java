package io.confluenceconnector.confluence;

import java.util.Objects;

/** A Confluence space; the numeric id and the key never change together, so both belong to its identity. */
public record Space(String id, String key, String name) {
    public Space {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
    }

    /** Key and id only: a space's name is content (S10). */
    @Override
    public String toString() {
        return "space " + key;
    }
}
