package io.confluenceconnector.routes;

import org.apache.camel.Exchange;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the values of a route file may contain: no class, no file, no environment, and only plain expressions (S24). */
final class TextRules {

    private static final Set<String> PROSE = Set.of("description", "note");
    private static final Pattern CREATES_CLASS = Pattern.compile("(?i)#\\s*(class|type|valueas|autowired|property)\\b");
    private static final Pattern READS_RESOURCE = Pattern.compile("(?is)\\s*resource:.*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern OTHER_FUNCTION = Pattern.compile("\\$[A-Za-z]+\\{");
    private static final Pattern FUNCTION = Pattern.compile("\\$\\{([^{}]*)(}?)");

    private static final String FIELD = "(?:\\??\\.(?!(?:get)?[Cc]lass|(?:get)?[Mm]odule\\b)[A-Za-z_]\\w*)*";
    private static final Pattern ALLOWED_FUNCTION = Pattern.compile(
            "null|true|false|empty|routeId|stepId|exchangeId|bodyType|(?:body|exception)" + FIELD
                    + "|(?:header|exchangeProperty|variable)\\.[\\w-]+" + FIELD);
    /** What tells nothing about content and people (S10, S12). */
    private static final Pattern LOGGABLE_FUNCTION = Pattern.compile("routeId|stepId|exchangeId|bodyType"
            + "|exchangeProperty\\.(?:tenantName|cycleId|callName)|exchangeProperty\\.\\w+\\.size|header\\.CamelHttpResponseCode");
    private static final Set<String> SETS_PROPERTIES = Set.of("setproperty", "setproperties");
    private static final Set<String> SETS_HEADERS = Set.of("setheader", "setheaders");
    /** What else than a constant may be logged by name; each is an id or the name of a call. */
    private static final Map<String, Set<String>> LOGGABLE_VALUES = Map.of(
            "callName", Set.of("${exchangeProperty.platformRequest.operation}", "${exchangeProperty.confluenceRequest.endpoint}"),
            "cycleId", Set.of("${exchangeProperty.cycle.id}"));

    private TextRules() {
    }

    static List<RouteRule> of(RouteVocabulary vocabulary) {
        return List.of(
                forbidden(CREATES_CLASS, "beans of the tenant, by name", "Routes create no objects"),
                forbidden(OTHER_FUNCTION, "${…}", "Write the expression in its common form"),
                RouteRule.when(TextRules::isValue, entry -> !READS_RESOURCE.matcher(entry.text().orElse("")).matches(),
                        entry -> new Finding("a value read from a resource", "values in the route file", "Write the value itself")),
                entry -> functions(entry).filter(function -> !ALLOWED_FUNCTION.matcher(function).matches())
                        .map(function -> new Finding("the expression " + Finding.quote("${" + function + "}"),
                                "${body}, ${exception}, ${header.x}, ${exchangeProperty.x}, ${variable.x}, each with fields, and ${null}",
                                "Move what is more than reading a field into a method of a bean")),
                entry -> isLogged(entry) ? functions(entry).filter(function -> !LOGGABLE_FUNCTION.matcher(function).matches())
                        .map(function -> new Finding("a log of " + Finding.quote("${" + function + "}"),
                                "ids of routes and exchanges, ${bodyType}, ${exchangeProperty.callName}, sizes, ${header.CamelHttpResponseCode}",
                                "Content, names and credentials are never logged (S9, S10, S12)")) : Stream.empty(),
                RouteRule.when(entry -> isSetName(entry) && entry.text().isPresent(),
                        entry -> entry.text().filter(name -> name.contains("${") || name.contains("{{")).isEmpty(),
                        entry -> new Finding("the computed name " + Finding.quote(entry.text().orElse("")), "a name in words",
                                "Write the name itself: the log shows some properties and headers by their name (S10)")),
                RouteRule.when(entry -> isSetName(entry) && isLoggableName(entry), TextRules::hasLoggableValue, entry -> new Finding(
                        Finding.quote(entry.text().orElse("")) + " with a value that is computed",
                        Stream.concat(Stream.of("a constant"), loggableValues(entry).stream().sorted()).collect(Collectors.joining(", ")),
                        "Use another name: the log shows this one as it is (S9, S10, S12)")),
                RouteRule.when(TextRules::isShownVerbatim, TextRules::isConstant, entry -> new Finding(
                        "the property 'veto' with a value that is computed", "a constant",
                        "Write the reason in words: it is logged as it is (S10)")),
                entry -> placeholders(entry).filter(name -> !vocabulary.placeholders().contains(name))
                        .map(name -> Finding.unknown("the placeholder " + Finding.quote("{{" + name + "}}"), name,
                                vocabulary.placeholders(), "Write the value itself; routes cannot read the environment")));
    }

    private static RouteRule forbidden(Pattern pattern, String allowed, String remedy) {
        return RouteRule.when(TextRules::isValue, entry -> !pattern.matcher(entry.text().orElse("")).find(),
                entry -> new Finding("the value " + Finding.quote(entry.text().orElse("")), allowed, remedy));
    }

    private static boolean isValue(RouteEntry entry) {
        return entry.text().isPresent() && !PROSE.contains(entry.key());
    }

    private static Stream<String> functions(RouteEntry entry) {
        return isValue(entry) ? FUNCTION.matcher(entry.text().orElse("")).results()
                .map(result -> result.group(2).isEmpty() ? result.group(1) + "${…}" : result.group(1).strip()) : Stream.empty();
    }

    /** Names inside {@code {{…}}}, without the marks for optional and negated ones and without the default. */
    private static Stream<String> placeholders(RouteEntry entry) {
        String text = entry.text().orElse("");
        List<String> names = new ArrayList<>(PLACEHOLDER.matcher(text).results().map(MatchResult::group)
                .map(found -> found.substring(2, found.length() - 2).replaceFirst("^[?!]", "").strip())
                .map(name -> name.replaceFirst("(?s)(?<!^(?:env|sys|file|bean|service|secret)):.*", "")).toList());
        if (PLACEHOLDER.matcher(text).replaceAll("").contains("{{")) {
            names.add("…");
        }
        return names.stream();
    }

    /** The reason of a veto, which goes into the log unmasked. */
    private static boolean isShownVerbatim(RouteEntry entry) {
        return entry.key().equals("setproperty") && entry.text("name").filter("veto"::equals).isPresent();
    }

    /** The name under which a step sets a property or a header. */
    private static boolean isSetName(RouteEntry entry) {
        return entry.key().equals("toname") || entry.key().equals("name") && (isBelow(entry, SETS_PROPERTIES) || isBelow(entry, SETS_HEADERS));
    }

    private static boolean isBelow(RouteEntry entry, Set<String> steps) {
        return steps.contains(entry.above(1)) || steps.contains(entry.above(2));
    }

    /** Whether a log could show it; Camel finds headers in any case. */
    private static boolean isLoggableName(RouteEntry entry) {
        String name = entry.text().orElse("").strip();
        return isBelow(entry, SETS_PROPERTIES) ? LOGGABLE_FUNCTION.matcher("exchangeProperty." + name).matches()
                : name.equalsIgnoreCase(Exchange.HTTP_RESPONSE_CODE);
    }

    private static Set<String> loggableValues(RouteEntry entry) {
        return LOGGABLE_VALUES.getOrDefault(entry.text().orElse(""), Set.of());
    }

    private static boolean hasLoggableValue(RouteEntry entry) {
        List<NodeTuple> languages = Stream.concat(Stream.of(entry.owner()),
                        tuples(entry.owner()).filter(tuple -> RouteEntry.key(tuple).equals("expression")).map(NodeTuple::getValueNode))
                .flatMap(TextRules::tuples).filter(tuple -> RouteRules.isLanguage(RouteEntry.key(tuple))).toList();
        return languages.size() == 1 && languages.stream().allMatch(language -> switch (RouteEntry.key(language)) {
            case "constant" -> true;
            case "simple" -> Stream.of(language.getValueNode()).flatMap(value -> Stream.concat(Stream.of(value),
                            RouteEntry.child(value, "expression").stream()))
                    .anyMatch(value -> value instanceof ScalarNode text && loggableValues(entry).contains(text.getValue().strip()));
            default -> false;
        });
    }

    private static Stream<NodeTuple> tuples(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue().stream() : Stream.empty();
    }

    private static boolean isConstant(RouteEntry entry) {
        return Stream.concat(Stream.of(entry.node()), RouteEntry.child(entry.node(), "expression").stream())
                .anyMatch(node -> RouteEntry.child(node, "constant").isPresent());
    }

    private static boolean isLogged(RouteEntry entry) {
        return entry.above(1).equals("log") && entry.key().equals("message")
                || entry.above(1).equals("steps") && entry.key().equals("log");
    }
}
