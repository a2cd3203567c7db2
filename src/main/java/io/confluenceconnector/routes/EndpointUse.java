package io.confluenceconnector.routes;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An endpoint that an entry names.
 *
 * @param step    the plain key of the step, such as {@code to} or {@code from}
 * @param text    as written, with the template's parameters filled in
 * @param options what stands under {@code parameters}, by plain key
 */
record EndpointUse(String step, String text, Map<String, String> options) {

    private static final Set<String> SHORT_FORM = Set.of("to", "tod", "from", "wiretap", "poll", "interceptfrom", "interceptsendtoendpoint");
    private static final Set<String> BY_EXPRESSION = Set.of("enrich", "pollenrich", "recipientlist", "routingslip", "dynamicrouter");
    private static final Set<String> LITERAL_LANGUAGES = Set.of("constant", "simple");
    private static final Set<String> PATTERNS = Set.of("interceptfrom", "interceptsendtoendpoint");

    /** The endpoints that stand in this very entry; those of a list step are separated by commas. */
    static Stream<EndpointUse> of(RouteEntry entry) {
        if (isExpressionOfEndpoints(entry)) {
            String step = step(entry);
            return entry.text().or(() -> entry.text("expression")).stream().flatMap(list -> Arrays.stream(list.split(",")))
                    .map(uri -> new EndpointUse(step, uri.strip(), Map.of()));
        }
        boolean named = entry.key().endsWith("uri") && !entry.key().equals("dynamicuri");
        boolean shortForm = SHORT_FORM.contains(entry.key()) && !entry.above(1).equals("parameters");
        return named || shortForm ? entry.text().stream().map(uri -> new EndpointUse(
                named ? entry.above(1) : entry.key(), uri.strip(), entry.endpointOptions())) : Stream.empty();
    }

    /** Whether the entry is an expression whose value, not its text, is an endpoint. */
    static boolean isHiddenInExpression(RouteEntry entry) {
        return BY_EXPRESSION.contains(step(entry)) && isLanguage(entry) && !LITERAL_LANGUAGES.contains(entry.key());
    }

    private static boolean isExpressionOfEndpoints(RouteEntry entry) {
        return BY_EXPRESSION.contains(step(entry)) && LITERAL_LANGUAGES.contains(entry.key());
    }

    private static boolean isLanguage(RouteEntry entry) {
        return RouteRules.isLanguage(entry.key());
    }

    /** The step of an expression, which stands directly below it or below {@code expression}. */
    private static String step(RouteEntry entry) {
        return entry.above(1).equals("expression") ? entry.above(2) : entry.above(1);
    }

    Optional<EndpointUri> endpoint() {
        return EndpointUri.literal(text, options);
    }

    boolean isConsumer() {
        return step.equals("from");
    }

    /** Whether it selects endpoints by a pattern, and is none itself. */
    boolean isPattern() {
        return PATTERNS.contains(step);
    }
}
