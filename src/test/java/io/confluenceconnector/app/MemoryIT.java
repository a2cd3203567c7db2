package io.confluenceconnector.app;

import io.confluenceconnector.simulator.confluence.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
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

    /** S19: the first is 100 MB of JSON; the others are small as texts, and thirty times as large as trees. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"100 MB of text, x, 100000000", "ten million empty objects, '{},', 10000000", "ten million empty lists, '[],', 10000000"})
    void shouldGiveUpAnAnswerThatWouldFillTheMemory(String what, String part, int times) throws Exception {
        // given
        try (LargeWiki wiki = new LargeWiki()) {
            wiki.addLargePages(1, 10);
            String opening = part.startsWith("x") ? "{\"results\":[\"" : "{\"results\":[";
            wiki.confluence.fault("/content/search", FOR_EVER, Fault.status(200, Map.of(), opening + part.repeat(times)));

            // when
            LargeWiki.Ending ending = wiki.run("-Xmx160m");

            // then
            assertThat(ending.exitCode()).as(what).isEqualTo(1);
            assertThat(ending.output()).contains("\"event\":\"cycle.finished\"").doesNotContain("OutOfMemoryError");
        }
    }
}
