package io.confluenceconnector.config;

import io.confluenceconnector.secret.SecretResolver;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * An object of a tenant file, whose fields are asked for by name; what nobody asked for is unknown.
 *
 * <p>A section that is missing answers with absent fields, so that its fields are not reported one by one.
 */
final class Section {

    /** What all sections of a file share: where problems go, how references are read, which fields were asked for. */
    record Context(Problems problems, SecretResolver secrets, Set<String> asked) {
    }

    private final Context context;
    private final String path;
    private final OptionalInt line;
    private final boolean present;
    private final Map<String, NodeTuple> entries;
    private final Map<String, String> known = new LinkedHashMap<>();
    private final Map<String, ConfigurationProblem> missing = new HashMap<>();

    private Section(Context context, String path, OptionalInt line, Optional<MappingNode> node) {
        this.context = context;
        this.path = path;
        this.line = line;
        this.present = node.isPresent();
        this.entries = node.map(YamlDocument::entries).orElse(Map.of());
    }

    static Section root(Context context, MappingNode node) {
        return new Section(context, "", OptionalInt.empty(), Optional.of(node));
    }

    /** A field that must be there; its absence is reported here. */
    Field required(String name) {
        Field field = optional(name);
        if (present && !entries.containsKey(name)) {
            missing.put(name, context.problems().add(line, YamlDocument.child(path, name), "is missing", "Add it"));
        }
        return field;
    }

    Field optional(String name) {
        known.put(name, "");
        context.asked().add(YamlDocument.child(path, name));
        return new Field(context, YamlDocument.child(path, name), Optional.ofNullable(entries.get(name)));
    }

    Section requiredSection(String name) {
        return section(required(name));
    }

    Section optionalSection(String name) {
        return section(optional(name));
    }

    private Section section(Field field) {
        return new Section(context, field.path(), field.line().isPresent() ? field.line() : line, field.object());
    }

    /** Names fields that exist, but not together with the choices made in this file. */
    void notWith(String choice, String... names) {
        for (String name : names) {
            known.put(name, choice);
        }
    }

    /** Reports the fields that nobody asked for; a misspelt one is not reported as missing as well. */
    void reportUnknownFields() {
        entries.forEach((name, entry) -> {
            OptionalInt at = YamlDocument.line(entry.getKeyNode());
            String field = YamlDocument.child(path, name);
            if (!known.containsKey(name)) {
                Suggestion.closest(name, possible()).map(missing::get).ifPresent(context.problems()::withdraw);
                context.problems().add(at, field, "is not a known field",
                        Suggestion.of(name, possible(), "Possible here: " + String.join(", ", possible())));
            } else if (!known.get(name).isEmpty()) {
                context.problems().add(at, field, "is not possible with " + known.get(name), "Remove it");
            }
        });
    }

    private Set<String> possible() {
        Map<String, String> possible = new LinkedHashMap<>(known);
        possible.values().removeIf(choice -> !choice.isEmpty());
        return possible.keySet();
    }
}
