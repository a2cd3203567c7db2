package io.confluenceconnector.sync;

import io.confluenceconnector.config.TenantStatus;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** Wherever a cycle is when its tenant stops: what is under way ends, nothing else begins, and none of it is a failure (P19). */
class StopIT {

    /** Two pages, one of them with a file, in each of four spaces. */
    private record Wiki(TenantFixture tenant, List<SimContent> pages, List<SimContent> pagesThatStay, List<SimAttachment> files) {

        static Wiki of(TenantFixture tenant) {
            List<SimSpace> spaces = IntStream.range(0, 4)
                    .mapToObj(i -> tenant.confluence.space("S" + i, "Space " + i, "global")).toList();
            List<SimContent> pages = spaces.stream().map(space -> tenant.confluence.page(space, "Page", "<p>page</p>", SINGLE)).toList();
            return new Wiki(tenant, pages,
                    spaces.stream().map(space -> tenant.confluence.page(space, "Stays", "<p>stays</p>", SINGLE)).toList(),
                    pages.stream().map(page -> tenant.confluence.attach(page, "f.txt", "text/plain", bytes("file"))).toList());
        }

        void addSpaces() {
            for (String key : List.of("NEW", "NEWER")) {
                tenant.confluence.page(tenant.confluence.space(key, key, "global"), "Page", "<p>new</p>", SINGLE);
            }
        }

        void removeSpaces() {
            pages.subList(0, 2).forEach(page -> tenant.confluence.removeSpace(page.space()));
        }

        void renameFiles() {
            files.forEach(file -> tenant.confluence.renameAttachment(file, "renamed.txt"));
        }

        void purgePages() {
            pages.forEach(tenant.confluence::purge);
        }

        void labelPages() {
            Stream.concat(pages.stream(), pagesThatStay.stream()).forEach(page -> tenant.confluence.label(page, "beta"));
            tenant.restart();
        }

        void giveUpTenant() {
            tenant.restart(TenantStatus.DELETED);
        }
    }

    /** What a stage has several times to do, and the request by which it does it. */
    private enum Work {
        DIFFS(Wiki::addSpaces, Operations.FILE_DIFF),
        MARKS(Wiki::addSpaces, Operations.UPDATE_SCOPE),
        MOVES(Wiki::renameFiles, Operations.CONTENT_UPDATE),
        DELETIONS(Wiki::purgePages, Operations.CONTENT_DELETE),
        FILES_OF_SPACES(Wiki::removeSpaces, Operations.CONTENT_DELETE),
        SPACES(Wiki::removeSpaces, Operations.DELETE_FOLDER),
        LABELS(Wiki::labelPages, Operations.CONTENT_UPDATE),
        FILES_OF_TENANT(Wiki::giveUpTenant, Operations.CONTENT_DELETE);

        private final Consumer<Wiki> change;
        private final String request;

        Work(Consumer<Wiki> change, String request) {
            this.change = change;
            this.request = request;
        }
    }

    private static TenantFixture start() {
        return TenantFixture.of(Setup.DATA_CENTER).concurrency(1).processing("removedSpaceGraceCycles: 1").start();
    }

    private static void assertStopsWithoutAFailure(TenantFixture tenant) {
        CycleReport report;
        List<Map<String, Object>> lines;
        try (CapturedLog log = CapturedLog.json()) {
            report = tenant.cycle();
            lines = log.events();
        }
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SKIPPED);
        assertThat(report.failures()).isEmpty();
        assertThat(report.failedItems()).isZero();
        assertThat(lines).extracting(line -> line.get("level")).doesNotContain("WARN", "ERROR");
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void shouldEndTheCycleWithoutAFailureAndBeginNothingNew(Work work) {
        try (TenantFixture tenant = start()) {
            // given
            Wiki wiki = Wiki.of(tenant);
            tenant.cycle();
            work.change.accept(wiki);
            tenant.platform.clearRequests();
            tenant.platform.onRequest(request -> {
                if (request.operation().equals(work.request)) {
                    tenant.stop();
                }
            });

            // when / then
            assertStopsWithoutAFailure(tenant);
            List<String> operations = tenant.platform.requests().stream().map(RecordedRequest::operation).toList();
            List<String> afterwards = operations.subList(operations.indexOf(work.request) + 1, operations.size());
            assertThat(afterwards).isSubsetOf(Operations.PAGINATED_CONTENT);
        }
    }

    /** A space that was about to be asked about has not failed to be removed. */
    @Test
    void shouldNotCountMissingSpacesThatNobodyAskedAbout() {
        try (TenantFixture tenant = start()) {
            // given
            Wiki wiki = Wiki.of(tenant);
            tenant.cycle();
            wiki.removeSpaces();
            tenant.confluence.clearRequests();
            tenant.confluence.fault(request -> {
                if (request.pathTemplate().endsWith("/rest/api/space/{key}")) {
                    tenant.stop();
                }
                return false;
            }, FOR_EVER, Fault.status(500));

            // when / then
            assertStopsWithoutAFailure(tenant);
            assertThat(tenant.confluence.requestCount("/rest/api/space/{key}")).isEqualTo(1);
        }
    }
}
