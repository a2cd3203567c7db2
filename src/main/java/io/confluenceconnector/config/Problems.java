package io.confluenceconnector.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Collects what is wrong in one file, so that everything is reported in one go. */
final class Problems {

    private final String file;
    private final List<ConfigurationProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    ConfigurationProblem add(OptionalInt line, String fieldPath, String problem, String remedy) {
        Optional<String> field = Optional.of(fieldPath).filter(path -> !path.isEmpty());
        found.add(new ConfigurationProblem(file, line, field, problem, remedy));
        return found.get(found.size() - 1);
    }

    /** Takes a problem back that another one explains better. */
    void withdraw(ConfigurationProblem problem) {
        found.remove(problem);
    }

    /** Problems of the file as a whole. */
    void add(String problem, String remedy) {
        add(OptionalInt.empty(), "", problem, remedy);
    }

    List<ConfigurationProblem> found() {
        return List.copyOf(found);
    }

    /** In the order in which a person goes through the file. */
    List<ConfigurationProblem> byLine() {
        return found.stream().sorted(Comparator.comparing(problem -> problem.line().orElse(0))).toList();
    }

    /** What the values that were read add up to; nothing once a problem was found, because then some are missing. */
    <T> Optional<T> build(Supplier<T> result) {
        return found.isEmpty() ? Optional.of(result.get()) : Optional.empty();
    }
}
