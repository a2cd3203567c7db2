package io.confluenceconnector.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All results, as JSON for programs and as a Markdown table for people.
 *
 * @param load            the machine's load average before the first run: above 0.5, other work has made times longer
 * @param diskMebibytes   size of the program without a Java runtime
 */
record Report(Instant at, int processors, double load, double diskMebibytes, int runs, List<Result> results) {

    private static final String BEGIN = "<!-- benchmark table -->\n";
    private static final String END = "<!-- end of benchmark table -->";
    private static final String HEAD = """
            | what | Java | time | CPU | peak memory | requests to Confluence | to the platform | goal |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    static double sizeOnDisk() throws IOException {
        try (Stream<Path> files = Stream.of(Path.of("target/confluence-connector.jar"), Path.of("target/lib"), Path.of("routes"))
                .flatMap(Report::beneath)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() / 1048576.0;
        }
    }

    private static Stream<Path> beneath(Path path) {
        try {
            return Files.walk(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String markdown() {
        return HEAD + results.stream().map(Report::row).collect(Collectors.joining())
                + "\nMedians of %d runs (the long ones of one), made at %s on %d processors with a load of %.1f before; %s. On disk, without a Java runtime: %.1f MiB.%n"
                        .formatted(runs, at.truncatedTo(ChronoUnit.MINUTES), processors, load, versions(), diskMebibytes)
                + "\n" + results.stream().map(Report::requests).distinct().collect(Collectors.joining());
    }

    private String versions() {
        return results.stream().map(result -> result.java() + " is " + result.javaVersion()).distinct()
                .collect(Collectors.joining(", "));
    }

    private static String row(Result result) {
        Measurement median = result.median();
        return format("| %s | %s | %.2f s%s | %.1f s | %.0f MiB%s | %d | %d | %s |%n", result.title(), result.java(),
                median.seconds(), time(result), median.cpuSeconds(), median.peakMebibytes(), idle(result),
                median.confluenceRequests(), median.platformRequests(), result.goals());
    }

    private static String time(Result result) {
        Measurement median = result.median();
        return switch (result.scenario()) {
            case "large-file" -> format(", %.0f MiB/s", median.mebibytesPerSecond());
            case "idle" -> format(", first request after %.2f s", median.firstRequestSeconds());
            default -> "";
        };
    }

    private static String idle(Result result) {
        return result.scenario().equals("idle") ? format(", idle %.0f MiB", result.median().residentMebibytes()) : "";
    }

    private static String requests(Result result) {
        Measurement median = result.median();
        return format("* %s: Confluence %s%s; platform %s.%n", result.title(), kinds(median.confluence()),
                median.media() == 0 ? "" : " (and " + median.media() + " at the media host)", kinds(median.platform()));
    }

    private static String kinds(Map<String, Long> counts) {
        return new TreeMap<>(counts).entrySet().stream().map(kind -> kind.getValue() + " `" + kind.getKey() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Writes {@code benchmark.json} and {@code benchmark.md}. */
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("benchmark.json"),
                new ObjectMapper().findAndRegisterModules().writerWithDefaultPrettyPrinter().writeValueAsString(json()));
        Files.writeString(folder.resolve("benchmark.md"), markdown());
    }

    private Map<String, Object> json() {
        return Map.of("at", at.toString(), "processors", processors, "load", load, "diskMebibytes", diskMebibytes,
                "runs", runs, "results", results);
    }

    /** Replaces the table in a document, between the two comments that mark it. */
    void writeInto(Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(document + " has no place for the table: " + BEGIN + END);
        }
        Files.writeString(document, text.substring(0, begin + BEGIN.length()) + "\n" + markdown() + "\n" + text.substring(end));
    }
}
