package io.confluenceconnector.demo;

import io.confluenceconnector.app.ConnectorProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo as a whole: it ends well, and the README shows what it prints. */
class DemoIT {

    private static boolean equal;
    private static String printed;

    @BeforeAll
    static void play() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        equal = Demo.play(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Palette(false));
        printed = bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("should equal the selection of both tenants after the first cycle and after the edits (P4-P11)")
    void shouldEqualSelectionAfterEachCycle() {
        assertThat(equal).as(printed).isTrue();
        assertThat(printed).contains("13 of 13 items", "47 of 47 items", "12 of 12 items", "46 of 46 items");
    }

    @Test
    @DisplayName("should carry only the differences in the second cycle (P7)")
    void shouldCarryOnlyDifferencesInSecondCycle() {
        assertThat(printed).containsPattern("all +8 +5 +│ +4 +2 +· +4 +│ +5 +1 +· +4")
                .containsPattern("all +11 +35 +│ +2 +1 +· +3 +│ +3 +· +· +3");
    }

    @Test
    void shouldPrintNoColoursUnlessAtATerminal() {
        assertThat(printed).doesNotContain("\u001B");
    }

    @Test
    @DisplayName("should let a process with tenant files and routes of one's own meet the wikis and the platform")
    void shouldServeOtherProcesses(@TempDir Path folder) throws Exception {
        // given
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (Demo services = Demo.services(new PrintStream(told, true, StandardCharsets.UTF_8), new Palette(false), folder)) {
            ConnectorProcess.Builder builder = ConnectorProcess.builder();
            Pattern.compile("export (\\w+)='(.*)'").matcher(Files.readString(folder.resolve("environment"))).results()
                    .forEach(variable -> builder.environment(variable.group(1), variable.group(2)));

            // when
            try (ConnectorProcess plan = builder.start("plan")) {
                int exitCode = plan.await(60);

                // then
                assertThat(exitCode).as(plan.output()).isZero();
                assertThat(plan.output()).contains("fjord-dc", "northwind-cloud", "ingest");
                assertThat(told.toString(StandardCharsets.UTF_8)).contains(". " + folder.resolve("environment"));
                assertThat(services).isNotNull();
            }
        }
    }

    @Test
    @DisplayName("should print what the README shows, apart from times and numbers of requests")
    void shouldPrintWhatTheReadmeShows() throws IOException {
        // given
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("<!-- demo output -->"));

        // when
        List<String> lines = shown.lines().skip(2).takeWhile(line -> !line.equals("```"))
                .filter(line -> !line.contains("success in") && !line.contains("Requests:") && !line.equals("[…]")).toList();

        // then
        assertThat(printed.lines()).containsAll(lines);
    }
}
