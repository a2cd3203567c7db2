package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.DocumentedEvents;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Operation;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** S18: operations leave their events, with all fields, and the counts are those that the services saw. */
class AuditLogIT {

    private static final List<String> ALWAYS = List.of("timestamp", "level", "tenantName", "operation", "event");
    private static final Set<Object> OPERATIONS = Stream.of(Operation.CYCLE, Operation.OWNERSHIP_CHECK, Operation.DISCOVERY, Operation.DIFF,
            Operation.SCOPE_CREATION, Operation.INGEST, Operation.MOVE, Operation.DELETE, Operation.VETO, Operation.CLEANUP,
            Operation.TOKEN_FETCH).map(Operation::toString).collect(Collectors.toUnmodifiableSet());
    private static final Set<Object> NOT_ENDED = Stream.of(EventName.CYCLE_STARTED, EventName.CYCLE_PROGRESS, EventName.DELETION_APPROVED)
            .map(EventName::toString).collect(Collectors.toUnmodifiableSet());
    private static final List<String> COUNTS = Arrays.stream(Count.values()).map(Count::field).toList();

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
            SimAttachment file = tenant.confluence.attach(page, "file.pdf", "application/pdf", bytes("5"));

            // when
            tenant.cycle();
            tenant.confluence.move(moving, other);
            tenant.confluence.trash(going);
            tenant.confluence.renameAttachment(file, "renamed.pdf");
            tenant.cycle();

            // then
            assertThat(log.events(EventName.CYCLE_STARTED)).hasSize(2);
            assertThat(log.events(EventName.CYCLE_FINISHED)).hasSize(2).allSatisfy(event -> assertThat(event)
                    .containsEntry("outcome", "success").containsKeys("durationSeconds", "pagesIngested", "pagesFailed"));
            assertThat(log.events(EventName.OWNERSHIP_CHECKED)).hasSize(2);
            assertThat(log.events(EventName.DISCOVERY_COMPLETED)).hasSize(2)
                    .allSatisfy(event -> assertThat(event).containsKeys("spaces", "pages", "attachments"));
            assertThat(log.events(EventName.DIFF_COMPLETED)).hasSize((int) tenant.platform.count(Operations.FILE_DIFF));
            assertThat(log.events(EventName.SCOPE_CREATED)).hasSize(2)
                    .allSatisfy(event -> assertThat(event).containsKeys("spaceKey", "scopeId", "cycleId"));
            assertThat(log.events(EventName.PAGE_INGESTED).size() + log.events(EventName.ATTACHMENT_INGESTED).size())
                    .isEqualTo((int) tenant.platform.count(Operations.FINALISE));
            assertThat(log.events(EventName.PAGE_INGESTED)).allSatisfy(event -> assertThat(event)
                    .containsKeys("spaceKey", "itemId", "title", "bytes", "cycleId").containsEntry("outcome", "success"));
            assertThat(log.events(EventName.ITEM_MOVED)).isNotEmpty().hasSize((int) tenant.platform.count(Operations.CONTENT_UPDATE))
                    .allSatisfy(event -> assertThat(event).containsKeys("spaceKey", "itemId", "cycleId").containsEntry("outcome", "success"));
            assertThat(log.events(EventName.CONTENT_DELETED)).isNotEmpty()
                    .hasSize((int) tenant.platform.mutations().stream()
                            .filter(mutation -> mutation.name().equals(Operations.CONTENT_DELETE)).count())
                    .allSatisfy(event -> assertThat(event).containsKeys("spaceKey", "contentId", "cycleId"));
            assertThat(log.events(EventName.PAGE_INGESTED)).extracting("routeId").containsOnly("item-finalisation");
            assertThat(log.events(EventName.DIFF_COMPLETED)).extracting("routeId").containsOnly("diff");
            assertThat(log.events(EventName.TOKEN_FETCHED)).hasSize(
                    (int) (tenant.confluence.requestCount("/oauth/token") + tenant.platform.count(Operations.TOKEN)));
            assertThat(incomplete(log)).isEmpty();
        }
    }

    @Test
    void shouldTellOfDeletionsThatWereVetoedOrHeld() {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start();
             TenantFixture indexOnly = TenantFixture.of(Setup.CLOUD_WITHOUT_PAGE_SCOPE).named("beta").start()) {
            // given
            SimContent lost = pages(tenant).get(0);
            SimContent unlabelled = pages(indexOnly).get(0);
            tenant.cycle();
            indexOnly.cycle();
            tenant.confluence.hideFromIndex(lost.id());
            indexOnly.confluence.unlabel(unlabelled, SINGLE);

            // when
            CycleReport vetoed = tenant.cycle();
            CycleReport held = indexOnly.cycle();

            // then
            assertThat(log.events(EventName.DELETION_VETOED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("tenantName", "acme").containsEntry("outcome", "vetoed").containsEntry("spaceKey", "DOC")
                    .containsEntry("items", (int) vetoed.total(Count.DELETIONS_VETOED)).containsKeys("confirmation", "cycleId"));
            assertThat(log.events(EventName.DELETION_HELD)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("tenantName", "beta").containsEntry("outcome", "skipped").containsEntry("spaceKey", "DOC")
                    .containsEntry("items", (int) held.total(Count.DELETIONS_PENDING)).containsKeys("confirmation", "cycleId"));
            assertThat(vetoed.total(Count.DELETIONS_VETOED) + held.total(Count.DELETIONS_PENDING)).isEqualTo(2);
            assertThat(log.events(EventName.CONTENT_DELETED)).isEmpty();
            assertThat(incomplete(log)).isEmpty();
        }
    }

    @Test
    void shouldTellThatDeletionsWereApprovedButNotWhenThatIsOnlyPlanned() {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            pages(tenant);
            tenant.plan(true);
            int planned = log.events(EventName.DELETION_APPROVED).size();

            // when
            tenant.runtime().approveDeletions();

            // then
            assertThat(planned).isZero();
            assertThat(log.events(EventName.DELETION_APPROVED)).singleElement().satisfies(event ->
                    assertThat(event).containsEntry("tenantName", "acme").containsEntry("operation", "veto"));
        }
    }

    @Test
    void shouldTellWhatReconciliationDid() {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            List<SimContent> pages = pages(tenant);
            tenant.cycle();
            tenant.confluence.label(pages.get(0), "topic");
            tenant.restart();

            // when
            tenant.cycle();

            // then
            assertThat(log.events(EventName.RECONCILIATION_COMPLETED)).last().satisfies(event -> assertThat(event)
                    .containsEntry("outcome", "success").containsEntry("compared", pages.size()).containsEntry("ingestedAgain", 0)
                    .containsEntry("labelsUpdated", (int) tenant.platform.count(Operations.CONTENT_UPDATE))
                    .containsEntry("labelsUpdated", 1).containsKeys("labelUpdatesFailed", "givenUp", "spacesFailed", "cycleId"));
            assertThat(incomplete(log)).isEmpty();
        }
    }

    @Test
    void shouldTellOfTheRemovalOfADeletedTenant() {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            pages(tenant);
            tenant.confluence.page(tenant.confluence.space("LAB", "Laboratory", "global"), "Neighbour", "<p>4</p>", SINGLE);
            tenant.cycle();
            tenant.restart(TenantStatus.DELETED);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(log.events(EventName.OWNERSHIP_CHECKED)).hasSize(2);
            assertThat(log.events(EventName.SPACE_REMOVED)).hasSize((int) tenant.platform.count(Operations.DELETE_FOLDER)).hasSize(2)
                    .allSatisfy(event -> assertThat(event).containsEntry("outcome", "success").containsKeys("spaceKey", "cause", "cycleId"));
            assertThat(log.events(EventName.TENANT_REMOVED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("outcome", "success").containsEntry("scopes", 2).containsEntry("scopesLeft", 0).containsKey("cycleId"));
            assertThat(log.events(EventName.CYCLE_FINISHED)).last().satisfies(event -> assertThat(event)
                    .containsEntry("tenantFilesDeleted", (int) report.total(Count.TENANT_FILES_DELETED))
                    .containsEntry("tenantFilesDeleted", 3));
            assertThat(incomplete(log)).isEmpty();
        }
    }

    private static List<SimContent> pages(TenantFixture tenant) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        return List.of(tenant.confluence.page(space, "First", "<p>1</p>", SINGLE),
                tenant.confluence.page(space, "Second", "<p>2</p>", SINGLE));
    }

    /** The operations of S18, each failing in a cycle that has something to do for it. */
    @ParameterizedTest
    @CsvSource({"me, ownership.checked", "createScopeAccesses, ownership.checked", "file-diff, diff.completed",
        "generateScopesBasedOnPaths, scope.created", "finalise, item.failed", "contentUpdate, item.moved",
        "contentDeleteByContentIds, content.deleted", "token, token.fetched"})
    void shouldLeaveTheEventOfAnOperationThatFails(String operation, String event) {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            List<SimContent> pages = pages(tenant);
            SimAttachment file = tenant.confluence.attach(pages.get(0), "file.pdf", "application/pdf", bytes("5"));
            tenant.cycle();
            tenant.confluence.renameAttachment(file, "renamed.pdf");
            tenant.confluence.trash(pages.get(1));
            tenant.confluence.page(tenant.confluence.space("LAB", "Laboratory", "global"), "New", "<p>4</p>", SINGLE);
            tenant.restart();
            tenant.platform.fault(operation, FOR_EVER, Fault.status(400));

            // when
            tenant.cycle();

            // then
            assertThat(failures(log, event)).isNotEmpty().allSatisfy(AuditLogIT::saysWhy);
            assertThat(incomplete(log)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"/content/search, discovery.completed", "/oauth/token, token.fetched"})
    void shouldLeaveTheEventOfAnOperationThatConfluenceRefuses(String call, String event) {
        try (CapturedLog log = CapturedLog.json(); TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            pages(tenant);
            tenant.confluence.fault(call, FOR_EVER, io.confluenceconnector.simulator.confluence.Fault.status(400));

            // when
            tenant.cycle();

            // then
            assertThat(failures(log, event)).hasSize((int) tenant.confluence.requestCount(call)).allSatisfy(AuditLogIT::saysWhy);
        }
    }

    private static List<Map<String, Object>> failures(CapturedLog log, String event) {
        return log.events().stream().filter(line -> event.equals(line.get("event")) && "failure".equals(line.get("outcome"))).toList();
    }

    private static void saysWhy(Map<String, Object> failure) {
        assertThat(failure).containsAnyOf(Map.entry("level", "WARN"), Map.entry("level", "ERROR"))
                .containsKeys("tenantName", "cycleId", "error.type", "error.message");
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
            assertThat(failures(log, event)).isNotEmpty().allSatisfy(AuditLogIT::saysWhy);
        }
    }

    /** S18: cleanup is an operation, too, and its failure leaves the space where it is. */
    @Test
    void shouldTellOfASpaceThatCouldNotBeRemoved() {
        try (CapturedLog log = CapturedLog.json();
             TenantFixture tenant = TenantFixture.of(Setup.CLOUD).processing("removedSpaceGraceCycles: 1").start()) {
            // given
            pages(tenant);
            SimSpace going = tenant.confluence.space("LAB", "Laboratory", "global");
            SimContent last = tenant.confluence.page(going, "Last", "<p>4</p>", SINGLE);
            tenant.cycle();
            tenant.confluence.purge(last);
            tenant.confluence.removeSpace(going);
            tenant.platform.fault(Operations.DELETE_FOLDER, FOR_EVER, Fault.status(400));

            // when
            List<CycleReport> reports = List.of(tenant.cycle(), tenant.cycle());

            // then
            long failed = reports.stream().mapToLong(report -> report.total(Count.SPACES_FAILED)).sum();
            assertThat(failures(log, "space.removed")).hasSize((int) failed).hasSize((int) tenant.platform.count(Operations.DELETE_FOLDER))
                    .isNotEmpty().allSatisfy(AuditLogIT::saysWhy)
                    .allSatisfy(event -> assertThat(event).containsEntry("spaceKey", "LAB").containsKey("cause"));
            assertThat(incomplete(log)).isEmpty();
        }
    }

    /** Events that lack a field that each has, or that have one that {@code docs/events.md} does not name. */
    private static List<String> incomplete(CapturedLog log) {
        return log.events().stream().filter(line -> line.containsKey("event")).flatMap(event -> Stream.concat(
                        required(event).filter(field -> !event.containsKey(field)).map(field -> "without " + field),
                        DocumentedEvents.undocumentedFields(event, COUNTS).stream().map(field -> "with undocumented " + field))
                .map(problem -> event.get("event") + " " + problem)).distinct().toList();
    }

    /** Every operation of S18 says in which cycle it was and how it ended; a beginning and an approval have not ended. */
    private static Stream<String> required(Map<String, Object> event) {
        boolean ended = OPERATIONS.contains(event.get("operation")) && !NOT_ENDED.contains(event.get("event"));
        return Stream.concat(ALWAYS.stream(), ended ? Stream.of("cycleId", "outcome") : Stream.empty());
    }
}
