package io.confluenceconnector.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs the scenarios on each Java runtime, one after the other, and reports. {@code docs/performance.md} has the parameters. */
final class Benchmark {

    private final PrintStream progress;
    private final int runs;

    Benchmark(PrintStream progress, int runs) {
        this.progress = progress;
        this.runs = runs;
    }

    /** @param arguments words for {@link Parameters} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Parameters asked = Parameters.of(String.join(" ", arguments));
        Report report = measured(asked);
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(report.markdown());
        report.write(Path.of("target"));
        if (asked.has("document")) {
            report.writeInto(Path.of(asked.text("document").orElseThrow()));
        }
    }

    private static Report measured(Parameters asked) throws IOException, InterruptedException {
        Path caches = Files.createTempDirectory("benchmark-caches");
        try {
            List<JavaRuntime> runtimes = asked.has("jdks")
                    ? JavaRuntime.in(Stream.of(asked.text("jdks").orElseThrow().split(",")).map(Path::of).toList(), caches)
                    : JavaRuntime.atHand(caches);
            return new Benchmark(System.err, asked.number("runs", 3)).run(scenarios(asked), runtimes);
        } finally {
            deleteAll(caches);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static List<Scenario> scenarios(Parameters asked) {
        List<Scenario> all = asked.has("smoke") ? Scenario.smoke() : Scenario.all();
        List<String> known = all.stream().map(Scenario::name).toList();
        List<String> wanted = asked.text("scenarios").map(names -> List.of(names.split(","))).orElse(known);
        if (!known.containsAll(wanted)) {
            throw new IllegalArgumentException("Known scenarios are " + known + ", not all of " + wanted);
        }
        return all.stream().filter(scenario -> wanted.contains(scenario.name())).map(asked::applyTo).toList();
    }

    Report run(List<Scenario> scenarios, List<JavaRuntime> runtimes) throws IOException, InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        List<Result> results = new ArrayList<>();
        try (ServicesProcess services = new ServicesProcess()) {
            if (scenarios.stream().anyMatch(scenario -> scenario.data().pages() > 100)) {
                warmUp(services, runtimes.get(0));
            }
            for (Scenario scenario : scenarios) {
                for (JavaRuntime java : runtimes) {
                    results.add(result(scenario, java, services));
                }
            }
        }
        return new Report(Instant.now(), Runtime.getRuntime().availableProcessors(), load, Report.sizeOnDisk(), runs,
                results);
    }

    /** Lets the JVM of the simulated services compile what they do, so that the first scenario does not pay for it. */
    private void warmUp(ServicesProcess services, JavaRuntime java) throws IOException, InterruptedException {
        Scenario first = Scenario.all().get(0);
        Scenario warmUp = new Scenario("warm-up", first.title(), DataSet.usual(2_000, 500, 0), 32, first.measured(),
                first.options(), first.memory(), 1, first.goals());
        progress.println("warm-up of the simulated services");
        new ConnectorRun(warmUp, java, services).measure();
    }

    private Result result(Scenario scenario, JavaRuntime java, ServicesProcess services)
            throws IOException, InterruptedException {
        List<Measurement> measurements = new ArrayList<>();
        for (int run = 0; run < (scenario.runs() == 0 ? runs : scenario.runs()); run++) {
            Measurement measurement = new ConnectorRun(scenario, java, services).measure();
            progress.printf(Locale.ROOT, "%s, %s: %.2f s, CPU %.1f s (services %.1f s), peak %.0f MiB%n", scenario.title(),
                    java.label(), measurement.seconds(), measurement.cpuSeconds(), measurement.servicesCpuSeconds(),
                    measurement.peakMebibytes());
            measurements.add(measurement);
        }
        return Result.of(scenario, java, measurements);
    }
}
