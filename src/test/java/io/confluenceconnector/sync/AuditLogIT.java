package io.confluenceconnector.sync;

import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** S18: operations leave their events, with all fields, and the counts are those that the services saw. */
class AuditLogIT {

    private static final List<String> ALWAYS = List.of("timestamp", "level", "tenantName", "operation", "event");

    @Test
    void shouldCountWhatTheServicesSaw() {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
            SimSpace other = tenant.confluence.space("LAB", "Laboratory", "global");
            SimContent page = tenant.confluence.page(space, "Stays here", "<p>1</p>", SINGLE);
            SimContent moving = tenant.confluence.page(space, "Moves away", "<p>2</p>", SINGLE);
            SimContent going = tenant.confluence.page(space, "Goes away", "<p>3</p>", SINGLE);
            tenant.confluence.page(other, "Neighbour", "<p>4</p>", SINGLE);
            tenant.confluence.attach(page, "file.pdf", "application/pdf", bytes("5"));

            // when
            tenant.cycle();
            tenant.confluence.move(moving, other);
            tenant.confluence.trash(going);
            tenant.cycle();

            // then
            assertThat(log.events(EventName.CYCLE_STARTED)).hasSize(2);
            assertThat(log.events(EventName.CYCLE_FINISHED)).hasSize(2).allSatisfy(event -> assertThat(event)
                    .containsEntry("outcome", "success").containsKeys("durationSeconds", "pagesIngested", "pagesFailed"));
            assertThat(log.events(EventName.OWNERSHIP_CHECKED)).hasSize(2).allSatisfy(AuditLogIT::isComplete);
            assertThat(log.events(EventName.DISCOVERY_COMPLETED)).hasSize(2)
                    .allSatisfy(event -> assertThat(event).containsKeys("spaces", "pages", "attachments"));
            assertThat(log.events(EventName.DIFF_COMPLETED)).hasSize((int) tenant.platform.count(Operations.FILE_DIFF));
            assertThat(log.events(EventName.SCOPE_CREATED)).hasSize(2)
                    .allSatisfy(event -> assertThat(event).containsKeys("spaceKey", "scopeId", "cycleId"));
            assertThat(log.events(EventName.PAGE_INGESTED).size() + log.events(EventName.ATTACHMENT_INGESTED).size())
                    .isEqualTo((int) tenant.platform.count(Operations.FINALISE));
            assertThat(log.events(EventName.PAGE_INGESTED)).allSatisfy(event -> assertThat(event)
                    .containsKeys("spaceKey", "itemId", "title", "bytes", "cycleId").containsEntry("outcome", "success"));
            assertThat(log.events(EventName.CONTENT_DELETED))
                    .hasSize((int) tenant.platform.mutations().stream()
                            .filter(mutation -> mutation.name().equals(Operations.CONTENT_DELETE)).count())
                    .allSatisfy(event -> assertThat(event).containsKeys("spaceKey", "contentId", "cycleId"));
            assertThat(log.events(EventName.PAGE_INGESTED)).extracting("routeId").containsOnly("item-finalisation");
            assertThat(log.events(EventName.DIFF_COMPLETED)).extracting("routeId").containsOnly("diff");
            assertThat(log.events(EventName.TOKEN_FETCHED)).hasSize(
                    (int) (tenant.confluence.requestCount("/oauth/token") + tenant.platform.count(Operations.TOKEN)));
            assertThat(log.events()).filteredOn(event -> event.containsKey("event")).allSatisfy(AuditLogIT::isComplete);
        }
    }

    @ParameterizedTest
    @CsvSource({"me, cycle.finished", "file-diff, cycle.finished", "register, item.failed", "finalise, item.failed", "upload, item.failed",
        "token, cycle.finished"})
    void shouldSayWhatFailed(String operation, String event) {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            tenant.confluence.page(tenant.confluence.space("DOC", "Documentation", "global"), "Page", "<p>1</p>", SINGLE);
            tenant.platform.fault(operation, FOR_EVER, Fault.status(400));

            // when
            tenant.cycle();

            // then
            assertThat(log.events()).filteredOn(line -> event.equals(line.get("event")) && "failure".equals(line.get("outcome")))
                    .isNotEmpty().allSatisfy(line -> assertThat(line)
                            .containsAnyOf(Map.entry("level", "WARN"), Map.entry("level", "ERROR"))
                            .containsKeys("tenantName", "error.type", "error.message"));
        }
    }

    private static void isComplete(Map<String, Object> event) {
        assertThat(event).containsKeys(ALWAYS.toArray(String[]::new));
    }
}
