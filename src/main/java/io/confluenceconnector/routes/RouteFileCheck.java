package io.confluenceconnector.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads route files before Camel does, and refuses those that do more than routes may (S24): whoever edits a route decides
 * the order of steps, not where credentials go, what is verified, or which code runs.
 *
 * <p>This is the first of two lines: what a route may still say here is bounded by the HTTP clients below it (S1, S5, S6).
 */
public final class RouteFileCheck {

    private final List<RouteRule> rules;

    /** @param vocabulary the names that these routes may use */
    public RouteFileCheck(RouteVocabulary vocabulary) {
        this.rules = RouteRules.of(vocabulary);
    }

    /** Checks all {@code *.camel.yaml} of a directory as one set; see {@link #check(RouteFiles)}. */
    public Set<String> check(Path directory) {
        return check(RouteFiles.read(directory));
    }

    /**
     * Checks files as one set.
     *
     * @return the schemes in use that only {@code ROUTES_EXTRA_SCHEMES} allows, each of which deserves a warning
     * @throws RouteFilesRejectedException with every problem of every file
     */
    public Set<String> check(RouteFiles routes) {
        Set<RouteProblem> problems = new LinkedHashSet<>(routes.problems());
        List<RouteTree> files = new ArrayList<>();
        routes.texts().forEach((name, text) -> files.add(RouteTree.parse(name, text, problems::add)));
        boolean complete = problems.isEmpty();
        List<RouteTree.Instance> instances = files.stream().flatMap(file -> file.instances().stream()).toList();
        List<RouteEntry> entries = files.stream().flatMap(file -> file.entries(instances).stream()).toList();
        entries.forEach(entry -> rules.stream().flatMap(rule -> rule.check(entry))
                .forEach(finding -> problems.add(finding.at(entry.place()))));
        if (complete) { // else what seems to be missing may stand in a file that could not be read
            problems.addAll(new DirectPairs().check(entries));
        }
        if (!problems.isEmpty()) {
            throw new RouteFilesRejectedException(List.copyOf(problems));
        }
        Set<String> extra = new TreeSet<>();
        entries.stream().flatMap(EndpointUse::of).flatMap(use -> use.endpoint().stream()).filter(EndpointRule::isExtra)
                .forEach(endpoint -> extra.add(endpoint.scheme()));
        return extra;
    }
}
