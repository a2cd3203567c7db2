package io.confluenceconnector.routes;

import io.confluenceconnector.config.Suggestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
                RouteRule.when(TextRules::isShownVerbatim, TextRules::isConstant, entry -> new Finding(
                        "the property 'veto' with a value that is computed", "a constant",
                        "Write the reason in words: it is logged as it is (S10)")),
                entry -> placeholders(entry).filter(name -> !vocabulary.placeholders().contains(name))
                        .map(name -> new Finding("the placeholder " + Finding.quote("{{" + name + "}}"),
                                String.join(", ", new TreeSet<>(vocabulary.placeholders())),
                                Suggestion.of(name, vocabulary.placeholders(), "Write the value itself; routes cannot read the environment")
                                        .replaceFirst("[.?]$", ""))));
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

    private static boolean isConstant(RouteEntry entry) {
        return Stream.concat(Stream.of(entry.node()), RouteEntry.child(entry.node(), "expression").stream())
                .anyMatch(node -> RouteEntry.child(node, "constant").isPresent());
    }

    private static boolean isLogged(RouteEntry entry) {
        return entry.above(1).equals("log") && entry.key().equals("message")
                || entry.above(1).equals("steps") && entry.key().equals("log");
    }
}
