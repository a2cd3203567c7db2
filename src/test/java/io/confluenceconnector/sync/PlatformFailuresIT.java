package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.FaultHandle;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.Set;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What fails on the side of the platform says what was tried, fails alone where it can, and is made good by the next cycle
 * (P10, P13).
 */
class PlatformFailuresIT {

    private static SimSpace space(TenantFixture tenant) {
        return tenant.confluence.space("DOC", "Documentation", "global");
    }

    private static SimContent page(TenantFixture tenant, SimSpace space, String title) {
        return tenant.confluence.page(space, title, "<p>" + title + "</p>", SINGLE);
    }

    private static StoredContent stored(TenantFixture tenant, String itemId) {
        return tenant.platform.contents().entrySet().stream().filter(entry -> entry.getKey().endsWith("/" + itemId))
                .findFirst().orElseThrow().getValue();
    }

    private static String upload(Setup setup) {
        return setup == Setup.DATA_CENTER ? Operations.SCOPED_UPLOAD : Operations.UPLOAD;
    }

    private static void failUpload(TenantFixture tenant, String id) {
        tenant.platform.fault(upload(tenant.setup), id, FOR_EVER, Fault.status(500));
    }

    @Test
    void shouldNameTheCallThatThePlatformDoesNotAnswerAndRecover() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            page(tenant, space(tenant), "Page");
            FaultHandle fault = tenant.platform.fault(Operations.ME, FOR_EVER, Fault.resetConnection());

            // when
            CycleReport failed = tenant.cycle();
            fault.remove();
            CycleReport next = tenant.cycle();

            // then
            assertThat(failed.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("POST to http://127.0.0.1:", "brought no answer"));
            assertThat(next.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    @Test
    void shouldNameTheAddressOfDeadPlatform() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            tenant.platform.close();

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason)
                    .contains("POST to http://127.0.0.1:", "Connection refused"));
        }
    }

    /** P10, B22: what fails for a moment is tried again, an upload from the start of its bytes. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTryAgainWhatFailsForAMoment(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            tenant.confluence.attach(page, "plan.txt", "text/plain", bytes("a longer plan"));
            tenant.platform.fault(Operations.REGISTER, 2, Fault.status(502));
            tenant.platform.fault(Operations.FINALISE, 2, Fault.html200());
            tenant.platform.fault(upload(setup), 2, Fault.resetConnection());

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failedItems()).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10: a proxy's page with status 200 means that the bytes went nowhere. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldNotFinaliseWhatAnHtmlPageSeemedToAccept(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            page(tenant, space(tenant), "Page");
            tenant.platform.fault(upload(setup), 2, Fault.html200());

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failedItems()).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10, B69: a new item that finally fails leaves nothing behind, and the next cycle takes it. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldLeaveNothingBehindOfNewItemsThatFail(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            page(tenant, space, "Sound");
            SimContent broken = page(tenant, space, "Broken");
            SimContent withFile = page(tenant, space, "With file");
            SimAttachment file = tenant.confluence.attach(withFile, "f.txt", "text/plain", bytes("f"));
            failUpload(tenant, broken.id());
            failUpload(tenant, file.id());

            // when
            CycleReport report = tenant.cycle();
            Set<String> afterFailure = tenant.platform.contents().keySet();
            tenant.platform.clearFaults();
            tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(report.total(Count.ATTACHMENTS_FAILED)).isEqualTo(1);
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(afterFailure).hasSize(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10: a registration that took effect may make the diff believe in a new item of which nothing is stored. */
    @Test
    void shouldTryNewItemAgainThatTheDiffBelievesIn() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            page(tenant, space(tenant), "Page");
            tenant.platform.fault(Operations.REGISTER, Integer.MAX_VALUE, Fault.afterEffect(Fault.resetConnection()));
            CycleReport failed = tenant.cycle();
            tenant.platform.clearFaults();
            tenant.platform.fault(Operations.FILE_DIFF, 1, Fault.status(200, Map.of("Content-Type", "application/json"),
                    "{\"newFiles\":[],\"updatedFiles\":[],\"movedFiles\":[],\"deletedFiles\":[]}"));

            // when
            tenant.cycle();

            // then
            assertThat(failed.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10, P14: an updated item that finally fails keeps its old version, and is tried again without waiting. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepOldVersionOfUpdatedItemsThatFail(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            SimAttachment file = tenant.confluence.attach(page, "f.txt", "text/plain", bytes("old"));
            tenant.cycle();
            String oldBody = stored(tenant, page.id()).sha256();
            String oldFile = stored(tenant, page.id() + "::" + file.id()).sha256();
            tenant.confluence.edit(page, "<p>new</p>");
            tenant.confluence.replaceAttachment(file, bytes("brand new"));
            failUpload(tenant, page.id());

            // when
            CycleReport report = tenant.cycle();
            String keptBody = stored(tenant, page.id()).sha256();
            String keptFile = stored(tenant, page.id() + "::" + file.id()).sha256();
            tenant.platform.clearFaults();
            tenant.cycle();

            // then
            assertThat(report.failedItems()).isEqualTo(2);
            assertThat(keptBody).isEqualTo(oldBody);
            assertThat(keptFile).isEqualTo(oldFile);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: the copy in the other space must be there before the old one goes, file by file. */
    @Test
    void shouldKeepOldCopyOfMovedFileThatFailsInItsNewSpace() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimSpace docs = space(tenant);
            page(tenant, docs, "Stays");
            SimContent moving = page(tenant, docs, "Moving");
            SimAttachment file = tenant.confluence.attach(moving, "f.txt", "text/plain", bytes("file"));
            SimSpace team = tenant.confluence.space("TEAM", "Team", "global");
            page(tenant, team, "Team page");
            tenant.cycle();
            tenant.confluence.move(moving, team);
            failUpload(tenant, file.id());

            // when
            tenant.cycle();
            Set<String> afterFailure = tenant.platform.contents().keySet();
            tenant.platform.clearFaults();
            tenant.cycle();

            // then
            assertThat(afterFailure).contains("acme/98306_DOC/" + moving.id() + "::" + file.id());
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10: an upload address that is refused is asked for once more. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldRegisterOnceMoreWhenTheUploadAddressIsRefused(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            tenant.confluence.attach(page, "f.txt", "text/plain", bytes("file"));
            tenant.platform.fault(upload(setup), page.id(), 1, Fault.status(403));
            tenant.platform.fault(upload(setup), "::", 1, Fault.status(403));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failedItems()).isZero();
            assertThat(tenant.platform.contents().values()).extracting(StoredContent::timesRegistered).containsExactly(2, 2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P13: at least five attempted, all failed: that is no success. */
    @Test
    void shouldFailWhenEveryPageFails() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimSpace space = space(tenant);
            for (int i = 0; i < 5; i++) {
                page(tenant, space, "Page " + i);
            }
            failUpload(tenant, "");

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(report.failure()).contains("All 5 pages that were attempted failed");
            assertThat(tenant.platform.contents()).isEmpty();
        }
    }
}
