package io.confluenceconnector.confluence;

import java.util.List;
import java.util.Objects;

/**
 * One record of a search answer, whatever its type.
 *
 * @param spaceType   the type of its space; empty when the record does not tell
 * @param spaceStatus the status of its space; empty when the record does not tell, as on Data Center
 * @param labels      names of the global labels, sorted (B90)
 * @param updatedAt   the version's timestamp as received; empty when the record has none
 */
public record Content(String id, String type, String status, String title, Space space, String spaceType,
                      String spaceStatus, String updatedAt, List<String> labels) {

    /** The status of what people see; missing means the same. */
    public static final String CURRENT = "current";

    public Content {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(spaceType, "spaceType");
        Objects.requireNonNull(spaceStatus, "spaceStatus");
        Objects.requireNonNull(updatedAt, "updatedAt");
        labels = List.copyOf(labels);
    }

    /** Archived, trashed, draft and unheard-of states are not selected (P4, B41). */
    public boolean isCurrent() {
        return status.equals(CURRENT);
    }

    /** Type and space only (S10). */
    @Override
    public String toString() {
        return type + " in " + space;
    }
}
