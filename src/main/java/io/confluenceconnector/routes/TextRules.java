package io.confluenceconnector.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** Fields, but none that leads to classes, or from an address to a connection or a file. */
    private static final String FIELD = "(?:\\??\\.(?!(?:get)?[Cc]lass|(?:get)?[Mm]odule\\b|(?i:to(?:URL|File|Path)|open\\w*)\\b)[A-Za-z_]\\w*)*";
    private static final Pattern ALLOWED_FUNCTION = Pattern.compile(
            "null|true|false|empty|routeId|stepId|exchangeId|bodyType|(?:body|exception)" + FIELD
                    + "|(?:header|exchangeProperty|variable)\\.[\\w-]+" + FIELD);
    /** What a log step may name; how much of it is shown depends on its type (S10, S12). */
    private static final Pattern LOGGABLE_FUNCTION = Pattern.compile("routeId|stepId|exchangeId|bodyType"
            + "|exchangeProperty\\.\\w+(?:\\.size)?|header\\.CamelHttpResponseCode");
    private static final Pattern WORD = Pattern.compile("[\\w.-]+");
    private static final Set<String> TEMPLATE = Set.of("routetemplate", "templatedroute");
    private static final Set<String> SETTING = Set.of("setproperty", "setheader", "setheaders");

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
                                "ids of routes and exchanges, ${bodyType}, ${exchangeProperty.x}, its size, ${header.CamelHttpResponseCode}",
                                "Content, names and credentials are never logged (S9, S10, S12)")) : Stream.empty(),
                RouteRule.when(TextRules::isThrown, entry -> functions(entry).findAny().isEmpty(), entry -> new Finding(
                        "an error that says " + Finding.quote(entry.text().orElse("")), "a constant text",
                        "Say it without values: messages of errors are logged (S9, S10, S12)")),
                RouteRule.when(entry -> isSetName(entry) && entry.text().isPresent(),
                        entry -> entry.text().filter(name -> name.contains("${") || name.contains("{{")).isEmpty(),
                        entry -> new Finding("the computed name " + Finding.quote(entry.text().orElse("")), "a name in words",
                                "Write the name itself: messages tell the names of what is wrong (S10)")),
                RouteRule.when(entry -> isOfParameter(entry, "name"), entry -> entry.text().filter(vocabulary.placeholders()::contains).isEmpty(),
                        entry -> new Finding("the parameter " + Finding.quote(entry.text().orElse("")), "a name that is no placeholder of all routes",
                                "Give it another name: its value would stand in the place of the setting's")),
                RouteRule.when(entry -> isOfParameter(entry, "value"), entry -> entry.text().filter(value -> WORD.matcher(value).matches()).isPresent(),
                        entry -> new Finding("the parameter's value " + Finding.quote(entry.text().orElse("")), "letters, digits, '.', '-' and '_'",
                                "Write expressions into the template itself")),
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

    private static boolean isOfParameter(RouteEntry entry, String key) {
        return entry.key().equals(key) && entry.above(1).equals("parameters") && TEMPLATE.contains(entry.above(2));
    }

    /** The name under which a step sets a property or a header. */
    private static boolean isSetName(RouteEntry entry) {
        return entry.key().equals("toname")
                || entry.key().equals("name") && (SETTING.contains(entry.above(1)) || SETTING.contains(entry.above(2)));
    }

    /** Errors of a route may have types of ours, whose messages are shown. */
    private static boolean isThrown(RouteEntry entry) {
        return entry.key().equals("message") && entry.above(1).equals("throwexception");
    }

    private static boolean isLogged(RouteEntry entry) {
        return entry.above(1).equals("log") && entry.key().equals("message")
                || entry.above(1).equals("steps") && entry.key().equals("log");
    }
}
