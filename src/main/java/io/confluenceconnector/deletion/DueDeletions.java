package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Space;

import java.util.List;
import java.util.Objects;

/** Content keys of one space whose contents are deleted now, as many as one query may name. */
public record DueDeletions(Space space, List<String> contentKeys) {

    public DueDeletions {
        Objects.requireNonNull(space, "space");
        contentKeys = List.copyOf(contentKeys);
    }

    @Override
    public String toString() {
        return contentKeys.size() + " due deletions of " + space;
    }
}
