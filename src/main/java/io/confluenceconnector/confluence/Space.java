package io.confluenceconnector.confluence;

import java.util.Objects;

/** A Confluence space. Id and key are its identity, as in content keys; the name may change at any time, even during a scan. */
public record Space(String id, String key, String name) {
    public Space {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Space space && id.equals(space.id) && key.equals(space.key);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + key.hashCode();
    }

    /** Key and id only: a space's name is content (S10). */
    @Override
    public String toString() {
        return "space " + key;
    }
}
