package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The records that a listing has brought so far, on all of its pages: some servers come back to the beginning by way of other
 * pages, or by ever new links (B07, B09).
 */
final class SeenRecords {
    private final Set<String> identities = new HashSet<>();

    /** Notes the records of a page; whether any of them is a new one. */
    boolean addAll(Collection<JsonNode> records) {
        boolean somethingNew = false;
        for (JsonNode record : records) {
            somethingNew |= identities.add(identity(record));
        }
        return somethingNew;
    }

    /** Frees what the listing's end makes useless. */
    void clear() {
        identities.clear();
    }

    /** The id, or all that a record says that has none. */
    private static String identity(JsonNode record) {
        String id = record.path("id").asText();
        return id.isEmpty() ? record.toString() : id;
    }
}
