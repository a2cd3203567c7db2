package io.confluenceconnector.sync;

import io.confluenceconnector.confluence.Timestamps;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Fault;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static io.confluenceconnector.sync.LifecycleFixture.SINGLE;
import static io.confluenceconnector.sync.LifecycleFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What the platform holds is compared with what Confluence has, and repaired (P14). */
class ReconciliationIT {

    private static final String VERSION = "versionTimestamp";
    private static final Fault REFUSED = Fault.graphqlError("refused", "FORBIDDEN");

    private LifecycleFixture tenant;
    private SimSpace docs;

    @BeforeEach
    void start() {
        start(LifecycleFixture.cloud());
    }

    private void start(LifecycleFixture fixture) {
        tenant = fixture;
        docs = tenant.confluence.space("DOC", "Documentation", "global");
    }

    @AfterEach
    void close() {
        tenant.close();
    }

    private void reconcileEvery(int cycles) {
        tenant.close();
        start(LifecycleFixture.cloud(cycles));
    }

    private SimContent page(String title, String... labels) {
        String[] all = Arrays.copyOf(labels, labels.length + 1);
        all[labels.length] = SINGLE;
        return tenant.confluence.page(docs, title, "<p>" + title + "</p>", all);
    }

    private void storeWithVersion(SimContent page, String version) {
        Map<String, Object> metadata = new HashMap<>(tenant.stored(page).metadata());
        metadata.put(VERSION, version);
        tenant.storeAnew(page, metadata);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "2020-01-01T00:00:00.000Z", "no time at all"})
    void shouldIngestAgainWhatWasNeverFinalisedOrIsOfAnotherVersion(String recorded) {
        // given
        SimContent page = page("Hello");
        tenant.cycle();
        Object version = tenant.stored(page).metadata().get(VERSION);
        storeWithVersion(page, recorded);
        tenant.restart();

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(tenant.finalised(key(page))).isEqualTo(1);
        assertThat(tenant.stored(page).metadata()).containsEntry(VERSION, version);
        assertThat(tenant.stored(page).uploadedBytes()).isEqualTo("<p>Hello</p>".length());
        assertThat(report.total(Count.INGESTED_AGAIN)).isEqualTo(1);
        assertThat(report.total(Count.DIFF_UPDATED)).isZero();
    }

    @Test
    void shouldTakeTheSameInstantInAnotherFormForTheSameVersion() {
        // given
        SimContent page = page("Hello");
        tenant.cycle();
        String version = String.valueOf(tenant.stored(page).metadata().get(VERSION));
        storeWithVersion(page,
                Timestamps.instant(version).orElseThrow().atOffset(ZoneOffset.ofHours(1)).toString());
        tenant.restart();

        // when
        tenant.cycle();

        // then
        assertThat(tenant.mutations()).isEmpty();
    }

    @Test
    void shouldLeaveAloneWhatTheOlderConnectorIngested() {
        // given
        SimContent page = page("Hello", "policy");
        tenant.cycle();
        tenant.storeAnew(page, Map.of("spaceKey", "DOC", "confluenceLabels", List.of("other")));
        tenant.platform.setIngestionState(key(page), "FAILED");
        tenant.restart();

        // when
        tenant.cycle();

        // then
        assertThat(tenant.mutations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FAILED, 1", "FAILED_PARSING, 1", "FAILED_TIMEOUT, 1", "FAILED_MALWARE_FOUND, 0",
            "FAILED_TOO_LESS_CONTENT, 0", "PROCESSING, 0"})
    void shouldIngestAgainWhatThePlatformFailedToProcess(String state, int times) {
        // given
        SimContent page = page("Hello");
        SimAttachment file = tenant.confluence.attach(page, "a.pdf", "application/pdf",
                "pdf".getBytes(StandardCharsets.UTF_8));
        tenant.cycle();
        tenant.platform.setIngestionState(key(page), state);
        tenant.platform.setIngestionState(key(page, file), state);
        tenant.restart();

        // when
        tenant.cycle();

        // then
        assertThat(tenant.finalised(key(page))).isEqualTo(times);
        assertThat(tenant.finalised(key(page, file))).isEqualTo(times);
    }

    @Test
    void shouldGiveUpAVersionAfterThreeTriesAndSaySoOnce() {
        // given
        reconcileEvery(1);
        tenant.platform.stateAfterFinalisation("FAILED_PARSING");
        SimContent page = page("Hello");

        // when
        List<Map<String, Object>> reported;
        List<Long> givenUp;
        try (CapturedLog log = CapturedLog.json()) {
            givenUp = IntStream.range(0, 6).mapToObj(i -> tenant.cycle().total(Count.GIVEN_UP)).toList();
            reported = log.events(EventName.ITEM_FAILED);
        }

        // then
        assertThat(tenant.stored(page).timesFinalised()).isEqualTo(1 + 3);
        assertThat(givenUp).containsExactly(0L, 0L, 0L, 0L, 1L, 0L);
        assertThat(reported).hasSize(1);
    }

    @Test
    void shouldTryANewVersionThreeTimesAgain() {
        // given
        reconcileEvery(1);
        tenant.platform.stateAfterFinalisation("FAILED_PARSING");
        SimContent page = page("Hello");
        IntStream.range(0, 5).forEach(i -> tenant.cycle());
        tenant.confluence.edit(page, "<p>Hello again</p>");

        // when
        IntStream.range(0, 5).forEach(i -> tenant.cycle());

        // then
        assertThat(tenant.stored(page).timesFinalised()).isEqualTo(2 * (1 + 3));
    }

    @Test
    void shouldNotTouchWhatThisVeryCycleIngested() {
        // given
        SimContent edited = page("Hello");
        tenant.cycle();
        tenant.platform.stateAfterFinalisation("FAILED");
        tenant.restart();
        tenant.confluence.edit(edited, "<p>Hello again</p>");

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(tenant.finalised(key(edited))).isEqualTo(1);
        assertThat(report.total(Count.INGESTED_AGAIN)).isZero();
    }

    /** P14, B91: a label makes no new version. */
    @Test
    void shouldRefreshChangedLabelsWithoutAnUpload() {
        // given
        SimContent page = page("Hello", "alpha");
        tenant.cycle();
        Map<String, Object> before = tenant.stored(page).metadata();
        tenant.restart();
        tenant.confluence.unlabel(page, "alpha");
        tenant.confluence.label(page, "gamma");
        tenant.confluence.label(page, "beta");

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(tenant.mutations()).extracting(Mutation::name).containsExactly(Operations.CONTENT_UPDATE);
        Map<String, Object> expected = new HashMap<>(before);
        expected.put("confluenceLabels", List.of("beta", "gamma"));
        assertThat(tenant.stored(page).metadata()).isEqualTo(expected);
        assertThat(report.total(Count.LABELS_UPDATED)).isEqualTo(1);
    }

    @Test
    void shouldGoOnWithOtherPagesWhenLabelsOfOneCannotBeUpdated() {
        // given
        SimContent first = page("First");
        SimContent second = page("Second");
        tenant.cycle();
        tenant.restart();
        tenant.confluence.label(first, "beta");
        tenant.confluence.label(second, "beta");
        tenant.platform.fault(Operations.CONTENT_UPDATE, tenant.stored(first).id(), 9, REFUSED);

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(tenant.stored(first).metadata()).containsEntry("confluenceLabels", List.of());
        assertThat(tenant.stored(second).metadata()).containsEntry("confluenceLabels", List.of("beta"));
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(report.failedItems()).isEqualTo(1);
    }

    /** P10, P19: a cycle that ends leaves the other labels to the next one. */
    @Test
    void shouldBeginNoOtherLabelUpdateWhenThePlatformWantsALongPause() {
        // given
        List<SimContent> pages = List.of(page("First"), page("Second"), page("Third"));
        tenant.cycle();
        tenant.restart();
        pages.forEach(page -> tenant.confluence.label(page, "beta"));
        tenant.platform.fault(Operations.CONTENT_UPDATE, 1, Fault.status(429, Map.of("Retry-After", "3600"), ""));

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("The platform asked us to pause"));
        assertThat(report.total(Count.LABEL_UPDATES_FAILED)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 5", "2, 3", "96, 1"})
    void shouldReconcileInTheFirstCycleAndThenEverySoManyCycles(int everyCycles, int reconciliations) {
        // given
        reconcileEvery(everyCycles);
        page("Hello");

        // when
        List<Map<String, Object>> completed;
        try (CapturedLog log = CapturedLog.json()) {
            IntStream.range(0, 5).forEach(i -> tenant.cycle());
            completed = log.events(EventName.RECONCILIATION_COMPLETED);
        }

        // then
        assertThat(completed).hasSize(reconciliations);
    }

    @Test
    void shouldSayWhatItDid() {
        // given
        SimContent pending = page("Pending");
        SimContent relabelled = page("Relabelled");
        tenant.cycle();
        storeWithVersion(pending, "pending");
        tenant.restart();
        tenant.confluence.label(relabelled, "beta");

        // when
        List<Map<String, Object>> completed;
        try (CapturedLog log = CapturedLog.json()) {
            tenant.cycle();
            completed = log.events(EventName.RECONCILIATION_COMPLETED);
        }

        // then
        assertThat(completed).singleElement().satisfies(event -> assertThat(event).contains(
                entry("outcome", "success"), entry("compared", 2), entry("ingestedAgain", 1), entry("labelsUpdated", 1),
                entry("labelUpdatesFailed", 0), entry("givenUp", 0), entry("spacesFailed", 0)));
    }

    @Test
    void shouldLeaveReconciliationToTheNextCycleWhenOneFailsBefore() {
        // given
        SimContent page = page("Hello");
        tenant.cycle();
        storeWithVersion(page, "pending");
        tenant.restart();
        tenant.platform.fault(Operations.ME, 1, REFUSED);
        CycleReport failed = tenant.cycle();

        // when
        tenant.cycle();

        // then
        assertThat(failed.outcome()).isEqualTo(CycleOutcome.FAILURE);
        assertThat(tenant.finalised(key(page))).isEqualTo(1);
    }

    @Test
    void shouldReconcileOtherSpacesWhenOneCannotBeListedAndThatOneInTheNextCycle() {
        // given
        SimSpace other = tenant.confluence.space("OPS", "Operations", "global");
        SimContent first = page("First");
        SimContent second = tenant.confluence.page(other, "Second", "<p>2</p>", SINGLE);
        tenant.cycle();
        storeWithVersion(first, "pending");
        storeWithVersion(second, "pending");
        tenant.restart();
        tenant.platform.fault(Operations.PAGINATED_CONTENT, 1, REFUSED);

        // when
        CycleReport report = tenant.cycle();
        long inFirstCycle = tenant.finalised(key(first)) + tenant.finalised(key(second));
        tenant.cycle();

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(report.total(Count.SPACES_FAILED)).isEqualTo(1);
        assertThat(inFirstCycle).isEqualTo(1);
        assertThat(tenant.finalised(key(first))).isEqualTo(1);
        assertThat(tenant.finalised(key(second))).isEqualTo(1);
    }

    @Test
    void shouldKeepTheStoredVersionWhenIngestingAgainFails() {
        // given
        SimContent first = page("First");
        SimContent second = page("Second");
        tenant.cycle();
        storeWithVersion(first, "pending");
        storeWithVersion(second, "pending");
        tenant.restart();
        tenant.platform.fault(Operations.FINALISE, key(first), 9, REFUSED);

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(tenant.stored(first).uploadedBytes()).isEqualTo("<p>Of before</p>".length());
        assertThat(tenant.finalised(key(second))).isEqualTo(1);
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
    }

    @Test
    void shouldReadAllPagesOfTheListing() {
        // given
        List<SimContent> pages = IntStream.range(0, 205).mapToObj(i -> page("Page " + i)).toList();
        tenant.cycle();
        storeWithVersion(pages.get(0), "pending");
        storeWithVersion(pages.get(204), "pending");
        tenant.restart();

        // when
        tenant.cycle();

        // then
        assertThat(tenant.platform.count(Operations.PAGINATED_CONTENT)).isEqualTo(3);
        assertThat(tenant.finalised(key(pages.get(0)))).isEqualTo(1);
        assertThat(tenant.finalised(key(pages.get(204)))).isEqualTo(1);
        assertThat(tenant.mutations()).hasSize(2 * 2);
    }

    @Test
    void shouldListNothingForAFirstIngestion() {
        // given
        page("Hello");

        // when
        tenant.cycle();

        // then
        assertThat(tenant.platform.count(Operations.PAGINATED_CONTENT)).isZero();
    }

    /** The platform took the finalisation and its answer was lost: its diff has nothing to say any more. */
    @Test
    void shouldTryAFailedUpdateAgainInTheNextCycleWithoutAReconciliation() {
        // given
        SimContent page = page("Hello");
        tenant.cycle();
        tenant.confluence.edit(page, "<p>Hello again</p>");
        tenant.platform.fault(Operations.FINALISE, key(page), 1, Fault.afterEffect(REFUSED));
        CycleReport failed = tenant.cycle();
        tenant.platform.clearRequests();

        // when
        tenant.cycle();

        // then
        assertThat(failed.total(Count.PAGES_FAILED)).isEqualTo(1);
        assertThat(tenant.finalised(key(page))).isEqualTo(1);
    }

    @Test
    void shouldOnlyReadFromConfluence() {
        // given
        SimContent page = page("Hello");
        tenant.cycle();
        storeWithVersion(page, "pending");
        tenant.restart();

        // when
        tenant.cycle();

        // then
        ConfluenceSimulator confluence = tenant.confluence;
        confluence.assertOnlyReads();
        confluence.assertNoViolations();
        assertThat(tenant.platform.violations()).isEmpty();
    }
}
