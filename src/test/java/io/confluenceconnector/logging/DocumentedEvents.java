package io.confluenceconnector.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The catalogue as {@code docs/events.md} has it: operation, level, fields and meaning by name. */
public final class DocumentedEvents {

    /** {@code | `name` | operation | level | fields | meaning |}. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z]+)` \\| (\\w+) \\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Set<String> OF_EVERY_EVENT = Set.of("timestamp", "level", "logger", "message", "tenantName", "cycleId", "routeId",
            "event", "operation", "outcome", "error.type", "error.message", "error.stack");

    private DocumentedEvents() {
    }

    /** @param fields of its own, as they stand there */
    record Row(String name, String operation, String level, List<String> fields, String meaning) { }

    static List<Row> rows() {
        try {
            return ROW.matcher(Files.readString(Path.of("docs/events.md"))).results()
                    .map(row -> new Row(row.group(1), row.group(2), row.group(3),
                            row.group(4).equals("–") ? List.of() : List.of(row.group(4).split(", ")), row.group(5)))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("docs/events.md cannot be read", e);
        }
    }

    /** Fields that an event has and that its row does not name. */
    public static Set<String> undocumentedFields(Map<String, Object> event, List<String> countsOfCycle) {
        Set<String> extra = new TreeSet<>(event.keySet());
        extra.removeAll(OF_EVERY_EVENT);
        List<String> own = fieldsByName().getOrDefault(String.valueOf(event.get("event")), List.of());
        own.forEach(extra::remove);
        if (own.contains("every count of the cycle")) {
            extra.removeAll(Set.copyOf(countsOfCycle));
        }
        return extra;
    }

    /** The fields of one event's own. */
    static List<String> fieldsOf(EventName event) {
        return fieldsByName().getOrDefault(event.toString(), List.of());
    }

    private static Map<String, List<String>> fieldsByName() {
        return rows().stream().collect(Collectors.toMap(Row::name, Row::fields, (first, second) -> first, LinkedHashMap::new));
    }

    /** All field names of all rows, sentences left out. */
    static Set<String> allFields() {
        return rows().stream().flatMap(row -> row.fields().stream()).filter(field -> !field.contains(" "))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
