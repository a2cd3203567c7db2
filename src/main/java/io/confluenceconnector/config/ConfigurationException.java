package io.confluenceconnector.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration is wrong; the message reports every problem, file by file. */
public final class ConfigurationException extends RuntimeException {

    private final transient List<ConfigurationProblem> problems;

    public ConfigurationException(List<ConfigurationProblem> problems) {
        super(report(problems));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigurationProblem> problems() {
        return problems;
    }

    private static String report(List<ConfigurationProblem> problems) {
        Map<String, List<ConfigurationProblem>> byFile = problems.stream()
                .collect(Collectors.groupingBy(ConfigurationProblem::file, LinkedHashMap::new, Collectors.toList()));
        String files = byFile.entrySet().stream()
                .map(file -> file.getKey() + ":\n" + file.getValue().stream()
                        .map(problem -> "  - " + problem)
                        .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        return "Wrong configuration, " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + "\n" + files;
    }
}
