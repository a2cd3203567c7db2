package io.confluenceconnector.routes;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One key of a route file with its value, or one item of a list under its list's key.
 *
 * @param path       keys from the root to this one, each as {@link #plain} writes it
 * @param owner      the mapping that holds the key
 * @param parameters values of the template's parameters, inside a route template
 */
record RouteEntry(Place place, List<String> path, Node node, MappingNode owner, Map<String, String> parameters) {
    RouteEntry {
        path = List.copyOf(path);
        parameters = Map.copyOf(parameters);
    }

    /** One spelling for keys: Camel reads {@code setHeader}, {@code set-header} and {@code SetHeader} alike. */
    static String plain(String key) {
        return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    String key() {
        return path.get(path.size() - 1);
    }

    /** The key so many levels up; empty above the root. */
    String above(int levels) {
        int index = path.size() - 1 - levels;
        return index < 0 ? "" : path.get(index);
    }

    /** Whether its mapping holds the key once, in whatever spelling. */
    boolean isOnlyOne() {
        return owner.getValue().stream().filter(tuple -> key(tuple).equals(key())).count() <= 1;
    }

    /** The value, if it is a scalar, with the template's parameters filled in. */
    Optional<String> text() {
        return text(node);
    }

    Optional<String> text(String child) {
        return child(node, child).flatMap(this::text);
    }

    /** The options of the endpoint whose URI this is. */
    Map<String, String> endpointOptions() {
        return child(owner, "parameters").filter(MappingNode.class::isInstance).map(MappingNode.class::cast)
                .map(options -> options.getValue().stream().collect(Collectors.toMap(RouteEntry::key,
                        option -> text(option.getValueNode()).orElse(""), (first, second) -> second)))
                .orElse(Map.of());
    }

    Set<String> children() {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().map(RouteEntry::key).collect(Collectors.toSet()) : Set.of();
    }

    private Optional<String> text(Node value) {
        if (!(value instanceof ScalarNode scalar)) {
            return Optional.empty();
        }
        String text = scalar.getValue();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text = text.replace("{{" + parameter.getKey() + "}}", parameter.getValue());
        }
        return Optional.of(text);
    }

    static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? plain(scalar.getValue()) : "";
    }

    static Optional<Node> child(Node mapping, String key) {
        return mapping instanceof MappingNode values ? values.getValue().stream()
                .filter(tuple -> key(tuple).equals(key)).map(NodeTuple::getValueNode).findFirst() : Optional.empty();
    }
}
