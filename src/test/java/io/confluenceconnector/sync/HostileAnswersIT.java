package io.confluenceconnector.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** S19: an answer that means harm fails the cycle or its item with a clear message, in time, and the next cycle is whole. */
@Timeout(60)
class HostileAnswersIT {

    static Stream<Arguments> answersToSearches() {
        return Stream.of(
                arguments("arrays too deep in each other, but whole", Fault.status(200, Map.of(),
                        "{\"results\":[],\"more\":" + "[".repeat(250) + "]".repeat(250) + "}")),
                arguments("objects without end in each other", Fault.status(200, Map.of(), "{\"a\":".repeat(200_000))),
                arguments("a text of 40 MiB", Fault.status(200, Map.of(), "{\"results\":\"" + "x".repeat(40 << 20) + "\"}")),
                arguments("a number of a million digits", Fault.status(200, Map.of(), "{\"results\":" + "9".repeat(1_000_000) + "}")),
                arguments("results that are no list", Fault.status(200, Map.of(), "{\"results\":{\"a\":1}}")),
                arguments("lists without end in one list", Fault.status(200, Map.of(), "{\"results\":[" + "[],".repeat(2_000_000))),
                arguments("bytes that are no UTF-8", Fault.invalidUtf8()),
                arguments("half of a text", Fault.malformedJson()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersToSearches")
    void shouldEndTheCycleAndChangeNothing(String what, Fault fault) {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            tenant.confluence.page(tenant.confluence.space("DOC", "Documentation", "global"), "Page", "<p>1</p>", SINGLE);
            tenant.cycle();
            Map<String, StoredContent> before = tenant.platform.contents();
            tenant.confluence.fault("/content/search", FOR_EVER, fault);

            // when
            CycleReport attacked = tenant.cycle();

            // then
            assertThat(attacked.outcome()).as(what).isEqualTo(CycleOutcome.FAILURE);
            assertThat(attacked.failure()).hasValueSatisfying(reason -> assertThat(reason).isNotBlank().hasSizeLessThan(1_000));
            assertThat(tenant.platform.contents()).isEqualTo(before);
            tenant.confluence.clearFaults();
            assertThat(tenant.cycle().outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \0 in it", "half a pair \uD83D in it", "line\r\nX-Evil: 1", "\u202Ereversed", "<script>${jndi:ldap://x}</script>",
        "${body} {{tenant.name}} #{1+1}"})
    void shouldTreatHostileTitlesAsText(String title) {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            tenant.confluence.page(space, "Harmless", "<p>1</p>", SINGLE);
            tenant.confluence.page(space, title, "<p>2</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).isEmpty();
            assertThat(tenant.platform.contents().values()).anyMatch(content -> content.title().equals("Harmless"));
        }
    }

    @Test
    void shouldFailOnlyThePageWithAnEndlessText() {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            tenant.confluence.page(space, "Harmless", "<p>1</p>", SINGLE);
            tenant.confluence.page(space, "Bomb", "<p>" + "x".repeat(40 << 20) + "</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failures()).hasSize(1);
            assertThat(tenant.platform.contents().values()).anyMatch(content -> content.title().equals("Harmless"));
        }
    }

    @Test
    void shouldIgnoreFieldsThatNobodyAskedFor() {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            tenant.confluence.page(tenant.confluence.space("DOC", "Documentation", "global"), "Page", "<p>1</p>", SINGLE);
            UnaryOperator<JsonNode> unknownFields = answer -> ((ObjectNode) answer).put("__proto__", "x").put("class", "java.lang.Runtime");
            tenant.confluence.fault("/content/search", FOR_EVER, Fault.rewriteJson(unknownFields));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** Bodies are bytes to store, whatever stands in them; with images, too, which are looked for in them (P15). */
    static Stream<Arguments> hostileBodies() {
        return Stream.of(
                arguments("entities that grow", "<!DOCTYPE p [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]><p>&c;&c;</p>"),
                arguments("an entity of a file", "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><p>&x;</p>"),
                arguments("tags without end in each other", "<ac:image>".repeat(100_000)),
                arguments("an attribute of 8 MB", "<ac:image ac:alt=\"" + "x".repeat(8 << 20) + "\"><ri:attachment ri:filename=\"a.png\"/></ac:image>"),
                arguments("a hundred thousand attributes", "<ac:image " + "a=\"1\" ".repeat(100_000) + "/>"),
                arguments("NUL and half pairs", "<p>\0 \uD83D \uDC00 \uFFFF</p><ac:image><ri:attachment ri:filename=\"\0\uD83D.png\"/></ac:image>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileBodies")
    void shouldStoreOrFailOnlyThePageWithAHostileBody(String what, String body) {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD)
                .ingestion("pageIngestionConfig: {htmlConfig: {imageContentExtraction: {enabled: true, languageModel: seeing-model}}}").start()) {
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            tenant.confluence.page(space, "Harmless", "<p>1</p>", SINGLE);
            tenant.confluence.page(space, "Hostile", body, SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).as(what).isEmpty();
            assertThat(report.failures()).hasSizeLessThan(2);
            assertThat(tenant.platform.contents().values()).anyMatch(content -> content.title().equals("Harmless") && content.finalised());
        }
    }

    @Test
    void shouldTakeTheLastOfTwoFieldsOfOneName() {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            tenant.confluence.page(tenant.confluence.space("DOC", "Documentation", "global"), "Page", "<p>1</p>", SINGLE);
            tenant.confluence.fault("/manifest", FOR_EVER, Fault.status(200, Map.of(),
                    "{\"id\":\"somebody-else\",\"id\":\"%s\",\"version\":\"9.2.4\"}".formatted(tenant.confluence.manifestId())));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant.platform.scope(tenant.rootScopeId()).orElseThrow().externalId())
                    .hasValue("confc:data-center:" + tenant.confluence.manifestId());
        }
    }

    @Test
    void shouldEndTheCycleOnAManifestOfGrowingEntities() {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            tenant.confluence.fault("/manifest", FOR_EVER, Fault.status(200, Map.of("Content-Type", "application/xml"),
                    "<!DOCTYPE m [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">]><manifest><id>&b;</id></manifest>"));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).doesNotContain("lol"));
            assertThat(tenant.platform.scope(tenant.rootScopeId()).orElseThrow().externalId()).isEmpty();
        }
    }
}
