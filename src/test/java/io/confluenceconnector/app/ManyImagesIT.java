package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** P15, B86: pages full of large images fit a small heap, several at a time. */
class ManyImagesIT {

    private static final int IMAGES = 40;
    private static final int IMAGE_BYTES = 3 << 20;
    /** As many as stay below 50 MiB on one page. */
    private static final int FITTING = (50 << 20) / IMAGE_BYTES;
    private static final int PAGES = 3;

    @Test
    void shouldInlineImagesOfManyPagesWithinASmallHeap(@TempDir Path folder) throws Exception {
        // given
        try (ConfluenceSimulator confluence = ConfluenceSimulator.dataCenter("/wiki"); PlatformSimulator platform = PlatformSimulator.start()) {
            String root = platform.createRootScope("Albums");
            SimSpace space = confluence.space("PIC", "Pictures", "global");
            IntStream.range(0, PAGES).forEach(i -> fill(confluence, confluence.page(space, "Album " + i, "<p>Album</p>", "kb-page")));
            Files.writeString(folder.resolve("albums-tenant-config.yaml"), TenantFile.dataCenter(confluence, platform, root, "processing: {concurrency: 4}")
                    + "  pageIngestionConfig: {htmlConfig: {imageContentExtraction: {enabled: true, languageModel: seeing-model}}}\n");

            // when
            int exitCode;
            String output;
            try (ConnectorProcess process = ConnectorProcess.builder().jvm("-Xmx128m", "-XX:+UseSerialGC")
                    .environment("TENANT_CONFIG_PATH_PATTERN", folder + "/*-tenant-config.yaml")
                    .environment("PAT", confluence.personalAccessToken()).start("sync")) {
                exitCode = process.await(120);
                output = process.output();
            }

            // then
            assertThat(exitCode).as(output).isZero();
            assertThat(platform.contents().values()).hasSize(PAGES).allSatisfy(page -> {
                assertThat(page.finalised()).isTrue();
                assertThat(page.uploadedBytes()).isEqualTo(page.byteSize()).isGreaterThan(FITTING * (IMAGE_BYTES / 3 * 4L));
                assertThat(page.byteSize()).isLessThan((FITTING + 1) * (IMAGE_BYTES / 3 * 4L));
            });
            assertThat(platform.violations()).isEmpty();
            assertThat(confluence.violations()).isEmpty();
        }
    }

    private static void fill(ConfluenceSimulator confluence, SimContent page) {
        IntStream.range(0, IMAGES).forEach(i -> confluence.attachGenerated(page, i + ".jpg", "image/jpeg", IMAGE_BYTES));
    }
}
