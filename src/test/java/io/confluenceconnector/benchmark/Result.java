package io.confluenceconnector.benchmark;

import java.util.List;

/** A scenario on a Java runtime: its runs, and their median. */
record Result(String scenario, String title, String goals, String java, String javaVersion, Measurement median,
              List<Measurement> runs) {

    Result {
        runs = List.copyOf(runs);
    }

    static Result of(Scenario scenario, JavaRuntime java, List<Measurement> runs) {
        return new Result(scenario.name(), scenario.title(), scenario.goals(), java.label(), java.version(),
                Measurement.median(runs), runs);
    }
}
