package io.confluenceconnector.config;

import io.confluenceconnector.secret.Secret;
import io.confluenceconnector.secret.SecretReference;
import io.confluenceconnector.secret.UnavailableSecretException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One field of a tenant file. Each reader answers nothing when the field is absent, and reports and answers nothing when
 * the value is wrong. Readers of secrets never put the value into a message (S7).
 */
final class Field {

    private static final String HOW_TO_REFER = "Keep the value in an environment variable and write 'os.environ/NAME', "
            + "or in a mounted file and write 'os.file/PATH'";

    private final Section.Context context;
    private final String path;
    private final Optional<Node> node;
    private final OptionalInt line;

    Field(Section.Context context, String path, Optional<NodeTuple> entry) {
        this.context = context;
        this.path = path;
        this.node = entry.map(NodeTuple::getValueNode);
        this.line = entry.map(tuple -> YamlDocument.line(tuple.getKeyNode())).orElse(OptionalInt.empty());
    }

    private Field(Field list, int index, Node item) {
        this.context = list.context;
        this.path = list.path + "[" + index + "]";
        this.node = Optional.of(item);
        this.line = YamlDocument.line(item);
    }

    String path() {
        return path;
    }

    OptionalInt line() {
        return line;
    }

    <T> Optional<T> wrong(String problem, String remedy) {
        context.problems().add(line, path, problem, remedy);
        return Optional.empty();
    }

    /** Text as it is written, also where YAML sees a number or a truth value; never blank (B110). */
    Optional<String> text() {
        Optional<String> written = written();
        if (written.flatMap(SecretReference::parse).isPresent()) {
            return wrong("holds a reference, which is only resolved in the fields of credentials", "Write the value itself");
        }
        return written;
    }

    private Optional<String> written() {
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof ScalarNode scalar)) {
            return wrong("is " + kind(node.get()), "Write a single value");
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            return wrong("is empty", "Give it a value, or remove the field if it is not required");
        }
        return Optional.of(scalar.getValue().strip());
    }

    private static String kind(Node node) {
        return node instanceof MappingNode ? "an object" : node instanceof SequenceNode ? "a list" : "a single value";
    }

    /** A whole number. */
    Optional<Integer> integer(int minimum, int maximum) {
        return written().flatMap(text -> node.filter(Field::isNumber).isPresent()
                ? integer(text, minimum, maximum)
                : wrong("is not a number", "Write a whole number without quotes, " + range(minimum, maximum)));
    }

    /** A whole number, which may stand in quotes. */
    Optional<Integer> integerOrNumericText(int minimum, int maximum) {
        return written().flatMap(text -> integer(text, minimum, maximum));
    }

    private Optional<Integer> integer(String text, int minimum, int maximum) {
        try {
            int value = new BigDecimal(text).intValueExact();
            return value >= minimum && value <= maximum
                    ? Optional.of(value)
                    : wrong("is " + text, "Write a whole number, " + range(minimum, maximum));
        } catch (ArithmeticException | NumberFormatException e) {
            return wrong("is '" + text + "'", "Write a whole number, " + range(minimum, maximum));
        }
    }

    private static boolean isNumber(Node node) {
        return node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    }

    private static String range(int minimum, int maximum) {
        return maximum == Integer.MAX_VALUE ? "at least " + minimum : minimum + " to " + maximum;
    }

    /** One of the words of an enumeration. */
    <E extends Enum<E> & Choice> Optional<E> choice(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(Choice::text).toList();
        return written().flatMap(text -> words.contains(text)
                ? Optional.of(type.getEnumConstants()[words.indexOf(text)])
                : wrong("is '" + text + "', which is not one of " + String.join(", ", words),
                        Suggestion.of(text, words, "Write one of these")));
    }

    /** A switch, on when it says {@code enabled}. */
    Optional<Boolean> enabled() {
        return choice(Switch.class).map(Switch.ENABLED::equals);
    }

    Optional<URI> url(UrlRule rule) {
        return text().flatMap(text -> {
            Optional<UrlRule.Violation> violation = rule.check(text);
            boolean mayHoldCredentials = text.contains("@") || text.contains("?") || text.contains("#");
            return violation.isEmpty()
                    ? Optional.of(URI.create(text))
                    : wrong((mayHoldCredentials ? "" : "'" + text + "' ") + violation.get().problem(),
                            violation.get().remedy());
        });
    }

    Optional<Schedule> schedule() {
        return text().flatMap(text -> {
            try {
                return Optional.of(new Schedule(text));
            } catch (IllegalArgumentException e) {
                return wrong("is '" + text + "', which cannot be scheduled: " + e.getMessage(),
                        "Write for example '" + Schedule.DEFAULT.cron() + "' for every 15 minutes");
            }
        });
    }

    /** The secret that a reference names; a literal is refused, without showing it. */
    Optional<Secret> secret() {
        return written().flatMap(text -> SecretReference.parse(text).map(this::resolve).orElseGet(() -> literal(text)));
    }

    /** Of a text that looks like a misspelt reference, the guess alone is shown. */
    private Optional<Secret> literal(String text) {
        return text.startsWith("os.") && text.contains("/")
                ? wrong("holds neither 'os.environ/…' nor 'os.file/…' (value not shown here)",
                        Suggestion.of(text.substring(0, text.indexOf('/')), List.of("os.environ", "os.file"), HOW_TO_REFER))
                : wrong("holds the secret itself (not shown here) instead of a reference", HOW_TO_REFER);
    }

    /** A secret that may also be written as it is. */
    Optional<Secret> secretOrLiteral() {
        return written().flatMap(text -> SecretReference.parse(text)
                .map(this::resolve)
                .orElseGet(() -> Optional.of(Secret.of(text))));
    }

    /** A part of the credentials that is no secret, but may be kept where the secrets are (B30). */
    Optional<String> credential() {
        return secretOrLiteral().map(Secret::reveal);
    }

    private Optional<Secret> resolve(SecretReference reference) {
        try {
            return Optional.of(context.secrets().resolve(reference));
        } catch (UnavailableSecretException e) {
            return wrong("refers to '" + reference.text() + "', but " + e.getMessage(), "Provide the value there");
        }
    }

    Optional<MappingNode> object() {
        return node.flatMap(value -> value instanceof MappingNode mapping
                ? Optional.of(mapping)
                : wrong("is " + (value.getTag().equals(Tag.NULL) ? "empty" : kind(value)),
                        "Write an object: indented fields"));
    }

    /** Any object, passed on as it is. */
    Optional<Map<String, Object>> freeForm() {
        return object().flatMap(mapping -> {
            try {
                return Optional.of(YamlDocument.plain(mapping));
            } catch (YamlEngineException e) {
                return wrong("holds a value of an unknown type", "Use objects, lists, text, numbers, true, false and null");
            }
        });
    }

    /** Names and the texts that belong to them; a text that was reported as wrong is empty here. */
    Optional<Map<String, String>> texts() {
        return object().map(mapping -> {
            Map<String, String> texts = new LinkedHashMap<>();
            YamlDocument.entries(mapping).forEach((name, entry) ->
                    texts.put(name, new Field(context, YamlDocument.child(path, name), Optional.of(entry))
                            .credential().orElse("")));
            return texts;
        });
    }

    /** A list with at least one item. */
    <T> Optional<List<T>> list(Function<Field, Optional<T>> reader) {
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            return wrong("is not a list with at least one item", "Write one item per line, each after '- '");
        }
        return Optional.of(IntStream.range(0, sequence.getValue().size())
                .mapToObj(index -> new Field(this, index, sequence.getValue().get(index)))
                .map(reader)
                .flatMap(Optional::stream)
                .toList());
    }
}
