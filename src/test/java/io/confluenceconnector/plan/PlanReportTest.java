package io.confluenceconnector.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.logging.Sensitive;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What people and machines read of a plan (P17). */
class PlanReportTest {

    private static final Instant MADE_AT = Instant.parse("2026-03-10T12:00:00Z");
    private static final ItemFailure FAILURE = new ItemFailure("OPS", "space", Sensitive.id("98304"),
            "The space's scope carries another mark", "left out of this cycle");

    private static PlannedChange change(PlannedAction action, String id, String title, String reason) {
        return new PlannedChange(action, id.contains("::") ? "attachment" : "page", Sensitive.id(id),
                Optional.of(title).filter(text -> !text.isEmpty()).map(Sensitive::title), reason);
    }

    private static TenantPlan tenant(String name, SpacePlan... spaces) {
        return new TenantPlan(name, "active", Optional.empty(), Duration.ofMillis(1500), Optional.of(RootScopeState.OURS),
                Optional.of(new TenantPlan.Discovered(2, 30, 12, true)), List.of(spaces), List.of());
    }

    private static final TenantPlan BUSY = tenant("acme",
            new SpacePlan("DOC", ScopeChange.CREATE, List.of(
                    change(PlannedAction.INGEST, "1540001", "Onboarding for new colleagues", "the platform does not hold it"),
                    change(PlannedAction.INGEST, "1540001::att7", "map.pdf", "the platform does not hold it"),
                    change(PlannedAction.DELETE, "1540002", "", "it is in another space now")), Optional.empty()),
            new SpacePlan("OLD", ScopeChange.NONE, List.of(),
                    Optional.of(new SpaceRemoval(PlannedAction.PENDING, 12, "nothing in the space is selected any more"))));

    private static final TenantPlan FAILED = new TenantPlan("brewery", "active", Optional.of("The platform answered 403"),
            Duration.ZERO, Optional.empty(), Optional.empty(), List.of(), List.of(FAILURE));

    private static PlanReport report(TenantPlan... tenants) {
        return new PlanReport("1.2.3", MADE_AT, false, List.of(tenants));
    }

    private static JsonNode json(PlanReport report) throws IOException {
        StringWriter out = new StringWriter();
        PlanJson.write(report, out);
        return new ObjectMapper().readTree(out.toString());
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(PlanReportTest.class.getResourceAsStream("/schema/plan.schema.json"));
    }

    @Test
    void shouldWriteJsonThatItsSchemaDescribes() throws IOException {
        // when
        JsonNode json = json(report(BUSY, FAILED));

        // then
        assertThat(schema().validate(json)).isEmpty();
        assertThat(json.path("complete").asBoolean()).isFalse();
        assertThat(json.at("/tenants/0/counts/ingest").asInt()).isEqualTo(2);
        assertThat(json.at("/tenants/0/spaceRemovals/pending").asInt()).isEqualTo(1);
        assertThat(json.at("/tenants/1/failure").asText()).isEqualTo("The platform answered 403");
    }

    /** A schema that lets everything pass would prove nothing. */
    @Test
    void shouldDescribeNothingElse() throws IOException {
        // given
        JsonNode json = json(report(BUSY));
        ((com.fasterxml.jackson.databind.node.ObjectNode) json.at("/tenants/0/spaces/0/changes/0")).put("action", "explode");

        // when / then
        assertThat(schema().validate(json)).isNotEmpty();
    }

    @Test
    void shouldMaskTitlesAndIdsInBothForms() throws IOException {
        // when
        String text = String.join("\n", PlanText.of(report(BUSY), false, 10));
        String json = json(report(BUSY)).toString();

        // then
        assertThat(text + json).doesNotContain("Onboarding", "1540001", "map.pdf").contains("DOC");
    }

    @Test
    void shouldSayWhatHappensSpaceBySpaceAndWhy() {
        // when
        List<String> lines = PlanText.of(report(BUSY), false, 10);

        // then
        assertThat(lines).contains(
                "What sync would do now; nothing was written.",
                "acme",
                "  DOC  its scope would be created",
                "    + ingest 2: the platform does not hold it",
                "    - delete 1: it is in another space now",
                "  OLD",
                "    ! pending the whole space with 12 files: nothing in the space is selected any more",
                "Pending and held deletions are carried out by: sync --approve-deletions",
                "Altogether: 2 ingest, 1 delete; whole spaces: 1 pending.");
        assertThat(lines).noneMatch(line -> line.contains("\u001B"));
    }

    @Test
    void shouldSayWhyThereIsNoPlan() {
        // when
        List<String> lines = PlanText.of(report(FAILED), false, 10);

        // then
        assertThat(lines).contains("brewery  NO PLAN", "  The platform answered 403", "  A sync would fail at",
                "1 of 1 tenants have no plan, for the reason given above.");
    }

    @Test
    void shouldSayThatThereIsNothingToDo() {
        // when
        List<String> lines = PlanText.of(report(tenant("acme")), false, 10);

        // then
        assertThat(lines).contains("  to do       nothing", "Altogether: nothing to do.");
    }

    @Test
    void shouldListSomeItemsAndCountTheRest() {
        // given
        List<PlannedChange> many = IntStream.range(0, 25)
                .mapToObj(i -> change(PlannedAction.UPDATE, "page-" + i, "Title " + i, "another version")).toList();
        PlanReport report = report(tenant("acme", new SpacePlan("DOC", ScopeChange.NONE, many, Optional.empty())));

        // when
        List<String> some = PlanText.of(report, false, 10);
        List<String> none = PlanText.of(report, false, 0);

        // then
        assertThat(some).filteredOn(line -> line.startsWith("        page ")).hasSize(10);
        assertThat(some).contains("        … and 15 more");
        assertThat(none).contains("    ~ update 25: another version").noneMatch(line -> line.startsWith("        "));
    }

    /** S20: a title cannot steer the terminal. */
    @Test
    void shouldEscapeControlCharacters() {
        // given
        PlanReport report = report(tenant("acme", new SpacePlan("DOC", ScopeChange.NONE,
                List.of(change(PlannedAction.INGEST, "1540001", "a\u001B[2Jb\nc", "new")), Optional.empty())));

        // when
        List<String> lines = PlanText.of(report, false, 10);

        // then
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("\u001B", "\n"));
    }

    @Test
    void shouldBeColouredForATerminal() {
        // when
        List<String> lines = PlanText.of(report(BUSY), true, 10);

        // then
        assertThat(lines).anyMatch(line -> line.contains("\u001B[32m+ ingest 2\u001B[0m"))
                .anyMatch(line -> line.contains("\u001B[31m- delete 1\u001B[0m"));
    }
}
