package io.confluenceconnector.routes;

import io.confluenceconnector.config.Suggestion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every direct endpoint has a route that listens and a step that sends, which Camel notices at run time only. */
final class DirectPairs {

    /** Marks a route that something else than a step of the set calls. */
    private static final String HOOK = "hook";

    private final Map<String, Place> listening = new LinkedHashMap<>();
    private final Map<String, Place> sending = new LinkedHashMap<>();
    private final List<String> hooks = new ArrayList<>();

    List<RouteProblem> check(List<RouteEntry> entries) {
        entries.forEach(this::collect);
        List<RouteProblem> problems = new ArrayList<>();
        unheard(problems);
        unused(problems);
        return problems;
    }

    private void collect(RouteEntry entry) {
        if (entry.key().equals("group") && entry.above(1).equals("route") && entry.text().filter(HOOK::equals).isPresent()) {
            hooks.add(entry.place().route());
        }
        EndpointUse.of(entry).filter(use -> !use.isPattern()).forEach(use -> {
            Optional<EndpointUri> endpoint = use.endpoint().filter(EndpointUri::isInternal);
            endpoint.ifPresent(uri -> (use.isConsumer() ? listening : sending).putIfAbsent(uri.toString(), entry.place()));
        });
    }

    private void unheard(List<RouteProblem> problems) {
        sending.forEach((endpoint, place) -> {
            if (!listening.containsKey(endpoint)) {
                problems.add(new Finding("a step that sends to '" + endpoint + "', where no route listens",
                        "endpoints that a route of the set begins with", Suggestion.of(endpoint, listening.keySet(),
                        "Add the route, or name an existing one").replaceFirst("[.?]$", "")).at(place));
            }
        });
    }

    private void unused(List<RouteProblem> problems) {
        listening.forEach((endpoint, place) -> {
            if (!sending.containsKey(endpoint) && !hooks.contains(place.route())) {
                problems.add(new Finding("a route that listens at '" + endpoint + "', where no step sends to",
                        "routes that a step of the set calls, and routes with 'group: " + HOOK + "'",
                        "Call the route, mark it as a hook, or remove it").at(place));
            }
        });
    }

}
