package io.confluenceconnector.simulator.confluence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The calls of one host: path templates and their handlers; the first that fits a path answers. */
final class Router {

    /** A call of the API. */
    record Route(String method, String template, boolean limited, Function<Call, Reply> handler) {

        private Optional<Map<String, String>> match(String[] path) {
            String[] pattern = template.split("/");
            boolean openEnd = template.endsWith("/**");
            if (openEnd ? path.length < pattern.length - 1 : path.length != pattern.length) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < pattern.length - (openEnd ? 1 : 0); i++) {
                if (pattern[i].startsWith("{")) {
                    variables.put(pattern[i].substring(1, pattern[i].length() - 1), path[i]);
                } else if (!pattern[i].equals(path[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    /** A route that fits a path, and the variables found in the path. */
    record Match(Route route, Map<String, String> variables) {
    }

    private final List<Route> routes = new ArrayList<>();

    /** A reading call, which counts against the rate limit. */
    Router get(String template, Function<Call, Reply> handler) {
        routes.add(new Route("GET", template, true, handler));
        return this;
    }

    /** A reading call outside the rate limit. */
    Router getUnlimited(String template, Function<Call, Reply> handler) {
        routes.add(new Route("GET", template, false, handler));
        return this;
    }

    /** The token call, outside the rate limit. */
    Router post(String template, Function<Call, Reply> handler) {
        routes.add(new Route("POST", template, false, handler));
        return this;
    }

    Optional<Match> match(String path) {
        String[] segments = path.split("/");
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(segments);
            if (variables.isPresent()) {
                return Optional.of(new Match(route, variables.get()));
            }
        }
        return Optional.empty();
    }
}
