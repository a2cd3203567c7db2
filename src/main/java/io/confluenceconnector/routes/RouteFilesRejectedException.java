package io.confluenceconnector.routes;

import java.util.List;
import java.util.stream.Collectors;

/** The route files do more than routes may (S24), so that none of them is loaded; the message reports every problem. */
public final class RouteFilesRejectedException extends RuntimeException {

    private final transient List<RouteProblem> problems;

    RouteFilesRejectedException(List<RouteProblem> problems) {
        super(problems.stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n",
                "Route files refused, " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + "\n", "")));
        this.problems = List.copyOf(problems);
    }

    public List<RouteProblem> problems() {
        return problems;
    }
}
