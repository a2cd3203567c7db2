package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.platform.Checksum;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** S16, S17, P10, B86: size does not matter to an attachment's way. */
class LargeAttachmentIT {
    private static final long ONE_GIB = 1L << 30;

    @Test
    void shouldStreamOneGibibyteThroughASmallHeapWithoutWritingAFile(@TempDir Path folder) throws Exception {
        // given
        try (ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/wiki");
             PlatformSimulator platform = PlatformSimulator.start()) {
            platform.checksum(Checksum.CRC32C);
            String root = platform.createRootScope("Large");
            SimContent page = confluence.page(confluence.space("BIG", "Big files", "global"), "Films",
                    "<p>Large</p>", "kb-page");
            confluence.attachGenerated(page, "film.bin.pdf", "application/pdf", ONE_GIB);
            Files.writeString(folder.resolve("large-tenant-config.yaml"), TenantFile.dataCenter(confluence, platform, root)
                    + "  attachments: {maxFileSizeMb: 2000}\n");

            // when
            int exitCode;
            String output;
            long written;
            try (ConnectorProcess process = ConnectorProcess.builder().jvm("-Xmx96m", "-XX:+UseSerialGC")
                    .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                    .environment("PAT", confluence.personalAccessToken()).start("sync")) {
                written = lastBytesWritten(process);
                exitCode = process.await(120);
                output = process.output();
            }

            // then
            assertThat(exitCode).as(output).isZero();
            StoredContent film = platform.contents().values().stream()
                    .filter(content -> content.mimeType().equals("application/pdf")).findFirst().orElseThrow();
            assertThat(film.finalised()).isTrue();
            assertThat(film.byteSize()).isEqualTo(ONE_GIB);
            assertThat(film.uploadedBytes()).isEqualTo(ONE_GIB);
            assertThat(platform.violations()).as("chunked uploads and wrong lengths are refused").isEmpty();
            assertThat(confluence.violations()).isEqualTo(List.of());
            assertThat(written).as("bytes written to storage").isLessThan(1L << 20);
        }
    }

    /** The counter is gone with the process, so it is read for as long as the process lives. */
    private static long lastBytesWritten(ConnectorProcess process) {
        long[] written = {0};
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(20)).until(() -> {
                    if (process.isAlive()) {
                        written[0] = Math.max(written[0], readable(process));
                    }
                    return !process.isAlive();
                });
        return written[0];
    }

    private static long readable(ConnectorProcess process) {
        try {
            return process.bytesWritten();
        } catch (IOException | NoSuchElementException e) {
            return 0; // it ended between two looks
        }
    }
}
