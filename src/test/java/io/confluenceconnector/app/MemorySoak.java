package io.confluenceconnector.app;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@link MemoryIT} proves, at the size of a large company's wiki (P10, S19). */
class MemorySoak {

    @Test
    void shouldCompareAHundredThousandPagesInASmallHeap() throws Exception {
        // given
        try (LargeWiki wiki = new LargeWiki()) {
            wiki.addSyncedPages(100_000);

            // when
            String output = wiki.sync("-Xmx128m");

            // then
            assertThat(output).contains("\"pagesDiscovered\":100001", "\"pagesIngested\":1");
        }
    }

    @Test
    void shouldFetchManyPagesOfTenMegabytes() throws Exception {
        // given
        try (LargeWiki wiki = new LargeWiki()) {
            wiki.addLargePages(25, 10_000_000);

            // when
            String output = wiki.sync("-Xmx256m");

            // then
            assertThat(output).contains("\"pagesIngested\":25");
        }
    }
}
