package io.confluenceconnector.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A shipped route file as plain data. */
record RouteFile(String stage, String yaml, JsonNode root) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<RouteFile> all() {
        return RouteFolder.shipped().stream().map(RouteFile::of);
    }

    static RouteFile of(Path file) {
        String yaml = RouteFolder.read(file);
        Object data = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return new RouteFile(file.getFileName().toString().replace(".camel.yaml", ""), yaml, JSON.valueToTree(data));
    }

    /** Routes, route configurations and templates, without the uses of templates. */
    List<JsonNode> routes() {
        List<JsonNode> routes = new ArrayList<>();
        root.forEach(item -> item.properties().forEach(field -> {
            if (!field.getKey().equals("templatedRoute")) {
                routes.add(field.getValue());
            }
        }));
        return routes;
    }

    List<String> routeIds() {
        List<String> ids = new ArrayList<>();
        root.forEach(item -> item.properties().forEach(field ->
                ids.add(field.getValue().path(field.getKey().equals("templatedRoute") ? "routeId" : "id").asText())));
        return ids;
    }

    /** Every key with its value, at any depth. */
    static void visit(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(field -> visitor.accept(field.getKey(), field.getValue()));
        node.forEach(child -> visit(child, visitor));
    }

    static List<JsonNode> values(JsonNode node, String key) {
        List<JsonNode> values = new ArrayList<>();
        visit(node, (name, value) -> {
            if (name.equals(key)) {
                values.add(value);
            }
        });
        return values;
    }

    /** The steps at any depth: name and options. */
    static List<Map.Entry<String, JsonNode>> steps(JsonNode node) {
        List<Map.Entry<String, JsonNode>> steps = new ArrayList<>();
        values(node, "steps").forEach(list -> list.forEach(step -> step.properties().forEach(steps::add)));
        return steps;
    }

    @Override
    public String toString() {
        return stage;
    }
}
