package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads content records of both products. Spaces and label lists that repeat are kept once, since a scan may hold a
 * hundred thousand pages.
 */
public final class ContentReader {
    private final Map<Space, Space> spaces = new ConcurrentHashMap<>();
    private final Map<List<String>, List<String>> labelLists = new ConcurrentHashMap<>();

    /** @throws MalformedRecordException when id, type or space cannot be read (P6) */
    public Content read(JsonNode node) {
        String id = text(node, "id");
        if (id.isBlank()) {
            throw new MalformedRecordException("a record has no id");
        }
        String type = text(node, "type");
        if (type.isBlank()) {
            throw new MalformedRecordException("a record has no type", Optional.of(id));
        }
        return new Content(id, type, node.path("status").asText("current"), text(node, "title"), space(id, node),
                text(node.path("space"), "type"), text(node.path("space"), "status"), updatedAt(node),
                labels(node).orElse(List.of()));
    }

    private Space space(String id, JsonNode node) {
        JsonNode space = node.path("space");
        String spaceId = text(space, "id");
        String key = text(space, "key");
        if (spaceId.isBlank() || key.isBlank()) {
            throw new MalformedRecordException("a record has no space", Optional.of(id));
        }
        Space read = new Space(spaceId, key, text(space, "name"));
        Space known = spaces.putIfAbsent(read, read);
        return known == null ? read : known;
    }

    /** Names of the global labels, sorted; empty when the record does not tell them, whatever else it tells. */
    public Optional<List<String>> labels(JsonNode node) {
        JsonNode labels = node.path("metadata").path("labels").path("results");
        return labels.isArray() ? Optional.of(names(labels)) : Optional.empty();
    }

    private List<String> names(JsonNode labels) {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode label : labels) {
            if (label.path("prefix").asText("global").equals("global")) {
                names.add(text(label, "name"));
            }
        }
        List<String> read = List.copyOf(names);
        List<String> known = labelLists.putIfAbsent(read, read);
        return known == null ? read : known;
    }

    /** The labels without the given ones, kept once. */
    List<String> without(List<String> labels, Set<String> left) {
        List<String> kept = new ArrayList<>(labels);
        kept.removeAll(left);
        List<String> read = List.copyOf(kept);
        List<String> known = labelLists.putIfAbsent(read, read);
        return known == null ? read : known;
    }

    /** The time of the present version, in the order of B63; empty when none is given. */
    static String updatedAt(JsonNode node) {
        for (String when : List.of(
                text(node.path("version"), "when"),
                text(node.path("version"), "createdAt"),
                text(node.path("history").path("lastUpdated"), "when"),
                text(node, "createdAt"))) {
            if (!when.isBlank()) {
                return when;
            }
        }
        return "";
    }

    /** Ids are numbers in some versions (B65); a missing or null field is the empty text. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }
}
