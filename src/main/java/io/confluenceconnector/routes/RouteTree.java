package io.confluenceconnector.routes;

import io.confluenceconnector.config.YamlMistake;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The nodes of one route file. */
final class RouteTree {

    private static final LoadSettings SETTINGS = LoadSettings.builder().setCodePointLimit(1 << 20).build();
    private static final Set<String> WITH_ROUTE_ID = Set.of("route", "routeconfiguration", "routetemplate", "templatedroute");
    private static final Finding NO_LIST = new Finding("something else than a list of routes", "a list", "Start each route with '- route:'");

    private final String file;
    private final List<Node> items;

    private RouteTree(String file, List<Node> items) {
        this.file = file;
        this.items = items;
    }

    /** The file's routes; a file that Camel would not read as such is a problem and has none. */
    static RouteTree parse(String file, String yaml, Consumer<RouteProblem> problems) {
        List<Node> items = new ArrayList<>();
        try {
            for (Node root : new Compose(SETTINGS).composeAllFromString(yaml)) {
                if (root instanceof SequenceNode list) {
                    items.addAll(list.getValue());
                } else {
                    problems.accept(NO_LIST.at(Place.ofFile(file).at(line(root))));
                }
            }
        } catch (MarkedYamlEngineException e) {
            YamlMistake mistake = YamlMistake.of(e);
            problems.accept(new Finding("text that is not valid YAML: " + mistake.problem(), "", mistake.remedy())
                    .at(Place.ofFile(file).at(e.getProblemMark().map(Mark::getLine).orElse(-1) + 1)));
        } catch (YamlEngineException e) {
            problems.accept(new Finding("a file that is too large, or has too many aliases", "files of up to 1 MiB",
                    "Split it").at(Place.ofFile(file)));
        }
        return new RouteTree(file, items);
    }

    /** The parameters with which the templates are instantiated here, by template. */
    List<Instance> instances() {
        List<Instance> instances = new ArrayList<>();
        for (Node item : items) {
            RouteEntry.child(item, "templatedroute").ifPresent(templated -> {
                RouteEntry entry = new RouteEntry(Place.ofFile(file), List.of("templatedroute"), templated, mapping(item), Map.of());
                Map<String, String> values = new HashMap<>();
                RouteEntry.child(templated, "parameters").filter(SequenceNode.class::isInstance).map(SequenceNode.class::cast)
                        .ifPresent(list -> list.getValue().forEach(parameter -> values.put(
                                text(parameter, "name"), text(parameter, "value"))));
                instances.add(new Instance(entry.text("routetemplateref").orElse(""), values));
            });
        }
        return instances;
    }

    /** All entries, from top to bottom; those of a template once for each of its instances. */
    List<RouteEntry> entries(List<Instance> instances) {
        List<RouteEntry> entries = new ArrayList<>();
        for (Node item : items) {
            String template = RouteEntry.child(item, "routetemplate").map(node -> text(node, "id")).orElse("");
            List<Map<String, String>> fillings = instances.stream().filter(instance -> instance.template().equals(template))
                    .map(Instance::parameters).toList();
            for (Map<String, String> parameters : fillings.isEmpty() ? List.of(Map.<String, String>of()) : fillings) {
                new Walk(parameters, entries).into(item, List.of(), Place.ofFile(file));
            }
        }
        return entries;
    }

    private static MappingNode mapping(Node node) {
        return (MappingNode) node;
    }

    private static String text(Node mapping, String key) {
        return RouteEntry.child(mapping, key).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast)
                .map(ScalarNode::getValue).orElse("");
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    /** One use of a route template. */
    record Instance(String template, Map<String, String> parameters) {
        Instance {
            parameters = Map.copyOf(parameters);
        }
    }

    private static final class Walk {

        private final Map<String, String> parameters;
        private final List<RouteEntry> entries;
        private final Deque<Node> ancestors = new ArrayDeque<>();

        Walk(Map<String, String> parameters, List<RouteEntry> entries) {
            this.parameters = parameters;
            this.entries = entries;
        }

        void into(Node node, List<String> path, Place around) {
            if (ancestors.stream().anyMatch(ancestor -> ancestor == node)) {
                return; // an alias to what contains it: those entries are in the list already
            }
            ancestors.push(node);
            if (node instanceof MappingNode mapping) {
                Place place = named(mapping, path, around);
                mapping.getValue().forEach(tuple -> entry(mapping, tuple, path, place));
            } else if (node instanceof SequenceNode list) {
                list.getValue().forEach(item -> into(item, path, around));
            }
            ancestors.pop();
        }

        private void entry(MappingNode owner, NodeTuple tuple, List<String> path, Place place) {
            List<String> here = new ArrayList<>(path);
            here.add(RouteEntry.key(tuple));
            Place at = place.at(line(tuple.getKeyNode()));
            Node value = tuple.getValueNode();
            entries.add(new RouteEntry(at, here, value, owner, parameters));
            if (value instanceof SequenceNode list) {
                list.getValue().stream().filter(item -> item.getNodeType() == NodeType.SCALAR).forEach(item ->
                        entries.add(new RouteEntry(at.at(line(item)), here, item, owner, parameters)));
            }
            into(value, here, at);
        }

        private static Place named(MappingNode mapping, List<String> path, Place around) {
            String key = path.isEmpty() ? "" : path.get(path.size() - 1);
            String id = text(mapping, "id");
            if (WITH_ROUTE_ID.contains(key)) {
                String route = id.isEmpty() ? text(mapping, "routeid") : id;
                return route.isEmpty() ? around : around.inRoute(route);
            }
            return id.isEmpty() ? around : around.inStep(id);
        }
    }
}
