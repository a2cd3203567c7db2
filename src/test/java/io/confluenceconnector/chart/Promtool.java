package io.confluenceconnector.chart;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own judge of rules and queries. */
final class Promtool {

    private Promtool() {
    }

    /** @return what it says @throws AssertionError if it refuses something; where it is not installed the test is skipped, but not in CI */
    static String run(Path directory, String... arguments) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
                    .directory(directory.toFile()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("promtool " + List.of(arguments) + " says:\n" + said);
            }
            return said;
        } catch (IOException e) {
            String missing = "There is no promtool on this machine: apt-get install prometheus on Debian and Ubuntu; elsewhere it"
                    + " comes with Prometheus";
            Assumptions.assumeFalse(System.getenv("CI") == null, missing);
            throw new AssertionError(missing, e);
        }
    }
}
