package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Real storage-format bodies, when a folder of them lies beside the checkout, arrive byte for byte. */
class SamplesIT {
    private static final Path SAMPLES = Path.of("..", "shared", "samples");

    @Test
    void shouldCarryRealPagesAndFilesUnchanged() throws IOException {
        // given
        Assumptions.assumeTrue(Files.isDirectory(SAMPLES), "no samples beside the checkout");
        List<Path> files = samples();
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            SimSpace space = tenant.confluence.space("SMP", "Samples", "global");
            SimContent top = tenant.confluence.page(space, "All samples", "<p>Everything below</p>", TenantFixture.ALL);
            for (Path file : files) {
                SimContent page = tenant.confluence.page(top, SAMPLES.relativize(file).toString(),
                        Files.readString(file, StandardCharsets.UTF_8));
                tenant.confluence.attach(page, file.getFileName() + ".txt", "text/plain", Files.readAllBytes(file));
            }

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(files).hasSizeGreaterThan(100);
            KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> all = Files.walk(SAMPLES)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.endsWith("SOURCES.md"))
                    .filter(SamplesIT::hasText).sorted().toList();
        }
    }

    private static boolean hasText(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
