package io.confluenceconnector.routes;

import io.confluenceconnector.http.GuardedHttpComponents;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Routes reach only endpoints of allowed schemes, which stand in the file where a reviewer can read them (S24). */
final class EndpointRule implements RouteRule {

    /** Our own clients, which guard what they send (S1, S5, S6). */
    private static final Set<String> GUARDED = GuardedHttpComponents.schemes();
    private static final Set<String> LOCAL = Set.of("direct", "timer", "quartz", "log", "bean");
    /** Everything else of the log component can show bodies, or not less than that. */
    private static final Set<String> OPTIONS_OF_LOG = Set.of("loggername", "level", "marker", "groupsize", "groupinterval", "groupdelay",
            "groupactiveonly", "showbody", "showbodytype", "showexchangeid", "showexchangepattern", "showrouteid", "showroutegroup");

    private final RouteVocabulary vocabulary;
    private final Set<String> schemes = new TreeSet<>(LOCAL);

    EndpointRule(RouteVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        schemes.addAll(GUARDED);
        schemes.addAll(vocabulary.extraSchemes());
    }

    @Override
    public Stream<Finding> check(RouteEntry entry) {
        if (EndpointUse.isHiddenInExpression(entry)) {
            return Stream.of(new Finding("endpoints computed by '" + entry.key() + "'", "endpoints written as a constant",
                    "Decide with a choice between 'to' steps"));
        }
        return EndpointUse.of(entry).flatMap(use -> finding(use).stream());
    }

    /** The scheme that only the operator's setting allows. */
    static boolean isExtra(EndpointUri endpoint) {
        return !LOCAL.contains(endpoint.scheme()) && !GUARDED.contains(endpoint.scheme());
    }

    private Optional<Finding> finding(EndpointUse use) {
        if (use.isPattern() && use.text().equals("*")) {
            return Optional.empty();
        }
        String scheme = use.text().replaceAll("[:?].*", "");
        if (!scheme.contains("$") && !schemes.contains(scheme)) {
            return Optional.of(new Finding("the endpoint scheme " + Finding.quote(scheme), String.join(", ", schemes),
                    "Reach Confluence and the platform through direct:confluence-request and direct:platform-request; "
                            + "an operator can allow more schemes by ROUTES_EXTRA_SCHEMES"));
        }
        return use.endpoint().map(endpoint -> finding(use, endpoint)).orElseGet(() -> Optional.of(new Finding(
                "the endpoint " + Finding.quote(use.text()), "scheme:name, its options under 'parameters'",
                "Write the endpoint literally; decide with a choice between 'to' steps")));
    }

    private Optional<Finding> finding(EndpointUse use, EndpointUri endpoint) {
        if (GUARDED.contains(endpoint.scheme()) && !isUnchanged(endpoint, use.options())) {
            return Optional.of(new Finding("the endpoint " + Finding.quote(endpoint.toString()) + " with options " + use.options().keySet(),
                    endpoint.scheme() + ":api without options", "The address goes into the header CamelHttpUri; what the HTTP "
                    + "client may do is not up to routes"));
        }
        return switch (endpoint.scheme()) {
            case "bean" -> BeanRules.unknown(endpoint.name(), vocabulary.beans());
            case "log" -> log(use.options());
            default -> Optional.empty();
        };
    }

    private static boolean isUnchanged(EndpointUri endpoint, Map<String, String> options) {
        return endpoint.name().equals("api") && options.isEmpty();
    }

    /** The log component writes the body unless told otherwise, and bodies are never logged (S12). */
    private static Optional<Finding> log(Map<String, String> options) {
        boolean silent = "false".equals(options.get("showbody")) && OPTIONS_OF_LOG.containsAll(options.keySet());
        return silent ? Optional.empty() : Optional.of(new Finding("a log endpoint that may show bodies, headers or errors",
                "showBody: false, and of other options " + String.join(", ", new TreeSet<>(OPTIONS_OF_LOG)), "Bodies are never logged (S12)"));
    }
}
