package io.confluenceconnector.benchmark;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The benchmark works, and what it counts is what there is; how long it takes is no matter of a test. */
class BenchmarkIT {

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    private static Report report;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        report = new Benchmark(NOWHERE, 1).run(Scenario.smoke(), List.of(JavaRuntime.plain(Path.of(System.getProperty("java.home")))));
    }

    @Test
    void shouldMeasureFirstSyncFromTheStartOfTheProcess() {
        // when
        Measurement first = report.results().get(0).median();

        // then
        assertThat(first.confluence()).containsEntry("download", 5L).containsEntry("bodies", 1L).containsEntry("search", 1L);
        assertThat(first.media()).isEqualTo(5);
        assertThat(first.platform()).containsEntry("upload", 25L).containsEntry("contentUpsert", 50L);
        assertThat(first.storedMebibytes()).isGreaterThan(5 * 200 / 1024.0);
        assertThat(List.of(first.seconds(), first.cpuSeconds(), first.peakMebibytes(), first.residentMebibytes(),
                first.firstRequestSeconds(), first.mebibytesPerSecond())).allSatisfy(figure -> assertThat(figure).isPositive());
    }

    @Test
    void shouldMeasureNothingButTheSecondCycle() {
        // when
        Measurement again = report.results().get(1).median();

        // then
        assertThat(again.confluence()).containsOnlyKeys("search");
        assertThat(again.platform()).containsKey("file-diff").doesNotContainKeys("contentUpsert", "upload");
    }

    @Test
    void shouldReplaceTheTableOfADocument(@TempDir Path folder) throws IOException {
        // given
        Path document = Files.writeString(folder.resolve("performance.md"),
                "before\n<!-- benchmark table -->\nold\n<!-- end of benchmark table -->\nafter\n");

        // when
        report.writeInto(document);

        // then
        assertThat(Files.readString(document)).startsWith("before\n").endsWith("\nafter\n").doesNotContain("old")
                .contains("| first sync, tiny | JDK ").contains("| no change, tiny | JDK ").contains("5 `download`");
    }

    @Test
    void shouldWriteJsonForPrograms(@TempDir Path folder) throws IOException {
        // when
        report.write(folder);

        // then
        assertThat(folder.resolve("benchmark.json")).content().contains("\"scenario\" : \"again\"", "\"cpuSeconds\" : ");
    }
}
