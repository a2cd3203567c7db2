package io.confluenceconnector.app;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Memory is bounded, however much there is and however large it is (P10, S19). */
class MemoryIT {

    @Test
    void shouldCompareFiveThousandPagesInASmallHeap() throws Exception {
        // given
        try (LargeWiki wiki = new LargeWiki()) {
            wiki.addSyncedPages(5_000);

            // when
            String output = wiki.sync("-Xmx64m");

            // then
            assertThat(output).contains("\"pagesDiscovered\":5001", "\"pagesIngested\":1");
            assertThat(wiki.platform.contents()).hasSize(5_001);
        }
    }

    @Test
    void shouldFetchPagesOfTenMegabytesInHalvedBatches() throws Exception {
        // given
        try (LargeWiki wiki = new LargeWiki()) {
            wiki.addLargePages(6, 10_000_000);

            // when
            String output = wiki.sync("-Xmx160m");

            // then
            assertThat(output).contains("\"pagesIngested\":6");
            assertThat(wiki.platform.contents().values()).hasSize(6)
                    .allMatch(content -> content.finalised() && content.uploadedBytes() == 10_000_000);
        }
    }
}
