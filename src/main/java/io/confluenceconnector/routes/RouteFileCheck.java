package io.confluenceconnector.routes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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

    /**
     * Checks all {@code *.camel.yaml} of a directory as one set.
     *
     * @return the schemes in use that only {@code ROUTES_EXTRA_SCHEMES} allows, each of which deserves a warning
     * @throws RouteFilesRejectedException with every problem of every file
     */
    public Set<String> check(Path directory) {
        Set<RouteProblem> problems = new LinkedHashSet<>();
        List<RouteTree> files = read(directory, problems);
        List<RouteTree.Instance> instances = files.stream().flatMap(file -> file.instances().stream()).toList();
        List<RouteEntry> entries = files.stream().flatMap(file -> file.entries(instances).stream()).toList();
        entries.forEach(entry -> rules.stream().flatMap(rule -> rule.check(entry))
                .forEach(finding -> problems.add(finding.at(entry.place()))));
        problems.addAll(new DirectPairs().check(entries));
        if (!problems.isEmpty()) {
            throw new RouteFilesRejectedException(List.copyOf(problems));
        }
        Set<String> extra = new TreeSet<>();
        entries.stream().flatMap(EndpointUse::of).flatMap(use -> use.endpoint().stream()).filter(EndpointRule::isExtra)
                .forEach(endpoint -> extra.add(endpoint.scheme()));
        return extra;
    }

    private static List<RouteTree> read(Path directory, Set<RouteProblem> problems) {
        List<RouteTree> files = new ArrayList<>();
        for (Path file : list(directory, problems)) {
            String name = file.getFileName().toString();
            try {
                files.add(RouteTree.parse(name, Files.readString(file), problems::add));
            } catch (IOException e) {
                problems.add(new Finding("a file that cannot be read", "readable files in UTF-8", "Check its permissions and encoding")
                        .at(Place.ofFile(name)));
            }
        }
        return files;
    }

    private static List<Path> list(Path directory, Set<RouteProblem> problems) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.camel.yaml")) {
            found.forEach(files::add);
        } catch (IOException e) {
            files.clear();
        }
        if (files.isEmpty()) {
            problems.add(new Finding("no route files", "a readable directory with *.camel.yaml",
                    "Check ROUTES_DIRECTORY").at(Place.ofFile(directory.toString())));
        }
        return files.stream().sorted().toList();
    }
}
