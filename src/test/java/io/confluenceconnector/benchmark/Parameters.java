package io.confluenceconnector.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked for on the command line: words such as {@code runs=5}, or {@code smoke} alone. */
record Parameters(Map<String, String> values) {

    private static final Set<String> KNOWN = Set.of("smoke", "scenarios", "runs", "jdks", "document", "pages", "spaces",
            "attachments", "page-bytes", "attachment-bytes", "latency", "concurrency", "memory", "profile");

    Parameters {
        values = Map.copyOf(values);
        if (!KNOWN.containsAll(values.keySet())) {
            throw new IllegalArgumentException("Known parameters are " + KNOWN.stream().sorted().toList() + ", not all of "
                    + values.keySet());
        }
    }

    static Parameters of(String words) {
        return new Parameters(Arrays.stream(words.strip().split("\\s+")).filter(word -> !word.isEmpty())
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word.length > 1 ? word[1] : "")));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    /** Changes what is named, and leaves the rest of a scenario as it is. */
    Scenario applyTo(Scenario scenario) {
        DataSet data = scenario.data();
        Function<String, Optional<Long>> size = name -> text(name).map(Long::parseLong);
        return new Scenario(scenario.name(), scenario.title(), new DataSet(number("pages", data.pages()),
                number("spaces", data.spaces()), number("attachments", data.attachments()),
                number("page-bytes", data.pageBytes()), size.apply("attachment-bytes").orElse(data.attachmentBytes()),
                number("latency", data.latencyMillis()), data.synced()), number("concurrency", scenario.concurrency()),
                scenario.measured(), options(scenario), text("memory").orElse(scenario.memory()),
                scenario.runs(), scenario.goals());
    }

    /** With {@code profile}, the JVM records itself, for {@code jfr view hot-methods target/profile-<scenario>.jfr}. */
    private List<String> options(Scenario scenario) {
        return has("profile") ? Stream.concat(scenario.options().stream(), Stream.of("-XX:StartFlightRecording:settings=profile,"
                + "filename=target/profile-" + scenario.name() + ".jfr")).toList() : scenario.options();
    }
}
