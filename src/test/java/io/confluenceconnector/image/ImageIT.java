package io.confluenceconnector.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.app.TenantFile;
import io.confluenceconnector.app.ConnectorProcess;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * S16, S21: the start command of the Dockerfile, in the root directory that the Dockerfile makes: without a shell, read-only, as
 * the image's user. Needs Linux and the right to make a mount namespace; the cache needs a JDK as recent as the image's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageIT {

    private static final Path OWN_JDK = Path.of(System.getProperty("java.home"));

    private ImageRoot image;
    private Optional<String> training = Optional.empty();

    @BeforeAll
    void build(@TempDir Path folder) throws Exception {
        assumeTrue(new ProcessBuilder("unshare", "--mount", "--net", "true").start().waitFor() == 0 || System.getenv("CI") != null,
                "This machine lets nobody make a mount namespace");
        Optional<Path> recent = recentJdk();
        image = new ImageRoot(folder, recent.orElse(OWN_JDK));
        if (recent.isPresent()) {
            training = Optional.of(image.train());
        }
    }

    @Test
    @DisplayName("S21: a container of it synchronises as a user without rights, where nothing can be written")
    void shouldSynchronise() throws Exception {
        // given
        try (ConfluenceSimulator confluence = ConfluenceSimulator.cloud(); PlatformSimulator platform = PlatformSimulator.start()) {
            confluence.page(confluence.space("OPS", "Operations", "global"), "Runbook", "<p>Steps</p>", "kb-page");
            addTenant(confluence, platform);

            // when
            try (ConnectorProcess process = start(image.startCommand(), confluence.clientSecret(), "sync")) {
                int exitCode = process.await(60);

                // then
                assertThat(exitCode).as(process.output()).isZero();
                assertThat(platform.contents().values()).hasSize(1).allMatch(StoredContent::finalised);
            }
        }
    }

    @Test
    @DisplayName("P19: a container of it ends on SIGTERM, its standard output is JSON only, and it is small")
    void shouldRunUntilToldToStop() throws Exception {
        // given
        try (ConfluenceSimulator confluence = ConfluenceSimulator.cloud(); PlatformSimulator platform = PlatformSimulator.start()) {
            addTenant(confluence, platform);

            // when
            try (ConnectorProcess process = start(image.startCommand(), confluence.clientSecret())) {
                await().atMost(Duration.ofSeconds(60)).until(() -> process.hasSaid("\"event\":\"cycle.finished\"") || !process.isAlive());
                long peak = process.peakResidentKibibytes();
                process.terminate();
                int exitCode = process.await(30);

                // then
                assertThat(exitCode).as(process.output()).isIn(0, 143);
                assertThat(process.output().lines()).isNotEmpty()
                        .filteredOn(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                        .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).has("message")).isTrue());
                assertThat(peak).isLessThan(400 << 10);
            }
        }
    }

    @Test
    @DisplayName("The cache is made without a network, and fits the start command")
    void shouldStartFromItsCache() throws Exception {
        // given
        assumeTrue(training.isPresent(), "There is no JDK 25 on this machine");

        // when
        List<String> command = new ArrayList<>(image.startCommand());
        command.add(1, "-XX:AOTMode=on");
        command.set(command.size() - 1, "--help");
        try (ConnectorProcess process = start(command, "none")) {
            int exitCode = process.await(60);

            // then
            assertThat(training.orElseThrow()).contains("AOTCache creation is complete");
            assertThat(image.app().resolve("connector.aot")).isNotEmptyFile();
            assertThat(exitCode).as(process.output()).isZero();
            assertThat(process.output()).contains("Usage: confluence-connector").doesNotContain("[aot]", "[warning]");
        }
    }

    /** Options that an older JDK does not know are ignored, so that at least the rest is tested where there is none as recent. */
    private ConnectorProcess start(List<String> command, String secret, String... instead) throws IOException {
        List<String> program = instead.length == 0 ? command : command.subList(0, command.size() - 1);
        return ConnectorProcess.builder().within(image.wrapper()).program(program).environment(image.environment())
                .environment("SECRET", secret).environment("JDK_JAVA_OPTIONS", "-XX:+IgnoreUnrecognizedVMOptions -XX:MaxRAM=512m")
                .start(instead);
    }

    private static Optional<Path> recentJdk() throws IOException {
        if (Runtime.version().feature() >= 25) {
            return Optional.of(OWN_JDK);
        }
        Path known = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(known)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(known)) {
            return jdks.filter(jdk -> jdk.getFileName().toString().matches(".*\\b25\\b.*") && Files.isExecutable(jdk.resolve("bin/java")))
                    .findFirst();
        }
    }

    private void addTenant(ConfluenceSimulator confluence, PlatformSimulator platform) throws IOException {
        Files.writeString(image.app().resolve("tenant-configs/acme-tenant-config.yaml"), TenantFile.cloud(confluence, platform, platform.createRootScope("Wiki")));
    }
}
