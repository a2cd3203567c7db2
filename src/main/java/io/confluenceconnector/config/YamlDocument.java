package io.confluenceconnector.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The nodes of a YAML file, which know their lines. */
final class YamlDocument {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(10)
            .setCodePointLimit(1024 * 1024)
            .setAllowDuplicateKeys(true) // reported by us, with their path
            .build();

    private YamlDocument() {
    }

    /** The only document of a file, if it is an object; otherwise a problem says what it is. */
    static Optional<MappingNode> parse(String yaml, Problems problems) {
        try {
            Iterator<Node> documents = new Compose(SETTINGS).composeAllFromString(yaml).iterator();
            if (!documents.hasNext()) {
                problems.add("The file is empty", "Write the settings of one tenant into it");
                return Optional.empty();
            }
            Node root = documents.next();
            if (documents.hasNext()) {
                problems.add("The file holds several documents", "Write one tenant per file, without '---' in between");
                return Optional.empty();
            }
            return check(root, problems);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            YamlMistake mistake = YamlMistake.of(e);
            problems.add(mark.map(YamlDocument::line).orElse(OptionalInt.empty()), "", "The file is not valid YAML"
                    + mark.map(at -> ", at column " + (at.getColumn() + 1)).orElse("") + ": " + mistake.problem(), mistake.remedy());
        } catch (YamlEngineException e) {
            problems.add("The file is too large, or has too many aliases", "Write the settings of one tenant in full");
        }
        return Optional.empty();
    }

    private static Optional<MappingNode> check(Node root, Problems problems) {
        if (!(root instanceof MappingNode mapping)) {
            problems.add("The file does not hold an object", "Start with 'confluence:', 'unique:' and 'ingestion:'");
            return Optional.empty();
        }
        return new KeyCheck(problems).check(root, "") ? Optional.of(mapping) : Optional.empty();
    }

    static OptionalInt line(Node node) {
        return node.getStartMark().map(YamlDocument::line).orElse(OptionalInt.empty());
    }

    private static OptionalInt line(Mark mark) {
        return OptionalInt.of(mark.getLine() + 1);
    }

    static String key(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }

    static String child(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** The fields of an object; of several with one name, the first. */
    static Map<String, NodeTuple> entries(MappingNode mapping) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        mapping.getValue().forEach(entry -> entries.putIfAbsent(key(entry), entry));
        return entries;
    }

    /** Maps, lists and scalars, as they are sent on. */
    static Map<String, Object> plain(MappingNode mapping) {
        Object object = new StandardConstructor(SETTINGS).constructSingleDocument(Optional.of(mapping));
        Map<String, Object> plain = new LinkedHashMap<>();
        ((Map<?, ?>) object).forEach((key, value) -> plain.put(String.valueOf(key), value));
        return FreeForm.copyOf(plain);
    }

    /** Reports fields that are written twice, and structures that contain themselves. */
    private static final class KeyCheck {

        private final Problems problems;
        private final Deque<Node> ancestors = new ArrayDeque<>();

        KeyCheck(Problems problems) {
            this.problems = problems;
        }

        /** Whether the structure is finite. */
        boolean check(Node node, String path) {
            if (ancestors.contains(node)) {
                problems.add(line(node), path, "The structure contains itself", "Remove the alias");
                return false;
            }
            if (node instanceof MappingNode mapping) {
                reportDuplicates(mapping, path);
            }
            ancestors.push(node);
            boolean finite = children(node, path).entrySet().stream()
                    .allMatch(child -> check(child.getKey(), child.getValue()));
            ancestors.pop();
            return finite;
        }

        private static Map<Node, String> children(Node node, String path) {
            Map<Node, String> children = new LinkedHashMap<>();
            if (node instanceof MappingNode mapping) {
                mapping.getValue().forEach(entry -> children.put(entry.getValueNode(), child(path, key(entry))));
            } else if (node instanceof CollectionNode<?> list) {
                List<?> items = list.getValue();
                items.forEach(item -> children.put((Node) item, path));
            }
            return children;
        }

        private void reportDuplicates(MappingNode mapping, String path) {
            Map<String, Node> first = new HashMap<>();
            for (NodeTuple entry : mapping.getValue()) {
                Node earlier = first.putIfAbsent(key(entry), entry.getKeyNode());
                if (earlier != null) {
                    problems.add(line(entry.getKeyNode()), child(path, key(entry)),
                            "is written twice; first in line " + line(earlier).orElse(0), "Remove one of the two");
                }
            }
        }
    }
}
