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
                arguments("arrays without end in each other", Fault.status(200, Map.of(), "{\"results\":" + "[".repeat(200_000))),
                arguments("objects without end in each other", Fault.status(200, Map.of(), "{\"a\":".repeat(200_000))),
                arguments("a text of 40 MiB", Fault.status(200, Map.of(), "{\"results\":\"" + "x".repeat(40 << 20) + "\"}")),
                arguments("a number of a million digits", Fault.status(200, Map.of(), "{\"results\":" + "9".repeat(1_000_000) + "}")),
                arguments("results that are no list", Fault.status(200, Map.of(), "{\"results\":{\"a\":1}}")),
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
}
