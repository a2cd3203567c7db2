package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** A diff that would delete everything is not believed (P8). */
class GuardsIT {

    private static SimContent labelledPage(TenantFixture tenant) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        return tenant.confluence.page(space, "Page", "<p>page</p>", SINGLE);
    }

    private static void answerOfDiff(TenantFixture tenant, String json) {
        tenant.platform.fault(Operations.FILE_DIFF, 1,
                Fault.status(200, Map.of("Content-Type", "application/json"), json));
    }

    /** P8 b: the submitted keys themselves would go, although as many new ones came. */
    @Test
    void shouldFailWhenEverythingStoredIsDeletedAndResubmitted() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            String id = labelledPage(tenant).id();
            tenant.cycle();
            answerOfDiff(tenant, """
                    {"newFiles": ["%s"], "updatedFiles": [], "movedFiles": [], "deletedFiles": ["%s"]}""".formatted(id, id));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("1 deletions of 1 stored files", "ingestion.useV1KeyFormat"));
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P8 b: everything would go and nothing new came. */
    @Test
    void shouldFailWhenEverythingStoredIsDeletedAndNothingIsNew() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            labelledPage(tenant);
            tenant.cycle();
            String key = tenant.platform.contents().keySet().iterator().next();
            answerOfDiff(tenant, """
                    {"newFiles": [], "updatedFiles": [], "movedFiles": [], "deletedFiles": ["%s"]}""".formatted(key));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(tenant.platform.contents()).containsOnlyKeys(key);
        }
    }

    /** P8: other pages took the place of all that was stored. */
    @Test
    void shouldGoOnWhenOtherKeysReplaceEverything() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent page = labelledPage(tenant);
            SimContent successor = tenant.confluence.page(page.space(), "Successor", "<p>successor</p>");
            tenant.cycle();
            tenant.confluence.unlabel(page, SINGLE);
            tenant.confluence.label(successor, SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }
}
