package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.simulator.platform.StoredScope;
import io.confluenceconnector.sync.ConvergenceScenario.Round;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Plays a scenario, and checks after every cycle what must hold whatever goes wrong. */
final class ConvergenceRun implements AutoCloseable {

    static final int UNLIMITED = 1_000_000;
    /** Requests a minute that the larger cycles hit after a first burst. */
    static final int SMALL_LIMIT = 1_200;

    private final ConvergenceScenario scenario;
    private final TenantFixture tenant;
    private final LivelyWiki wiki;
    private final AtomicInteger requestsToCrash = new AtomicInteger();
    private Instant processStart = Instant.now();
    /** Whether the index lied in the last cycle of this process that could tell (P11). */
    private boolean lied;
    private boolean lostBySecondLie;

    ConvergenceRun(ConvergenceScenario scenario) {
        this.scenario = scenario;
        TenantFixture.Builder settings = TenantFixture.of(scenario.setup()).requestsPerMinute(scenario.requestsPerMinute());
        this.tenant = (scenario.reconciles() ? settings.processing("reconcileEveryCycles: 1") : settings).start();
        this.wiki = new LivelyWiki(tenant.confluence);
        tenant.platform.onRequest(request -> {
            if (requestsToCrash.get() > 0 && requestsToCrash.decrementAndGet() == 0) {
                cutOff();
            }
        });
        scenario.wiki().forEach(wiki::apply);
    }

    void play() {
        scenario.rounds().forEach(this::play);
        converge();
    }

    private void play(Round round) {
        if (round.staleIndex()) {
            tenant.confluence.freezeIndex();
        }
        round.edits().forEach(wiki::apply);
        List<String> hidden = wiki.ids(round.hidden());
        hidden.forEach(tenant.confluence::hideFromIndex);
        round.troubles().forEach(trouble -> trouble.inject(tenant));
        requestsToCrash.set(round.crashAfter());
        CycleReport report = checkedCycle(round.lags());
        requestsToCrash.set(0);
        tenant.confluence.clearFaults();
        tenant.platform.clearFaults();
        if (round.crashes()) {
            restart();
        }
        for (int cycle = 2; round.lags() && cycle <= round.lagCycles(); cycle++) {
            checkedCycle(true);
        }
        hidden.forEach(tenant.confluence::showInIndex);
        tenant.confluence.thawIndex();
        if (round.isClean()) {
            assertFinished(report);
        }
    }

    /** From now on nothing of the process reaches anybody, as if it had been killed. */
    private void cutOff() {
        tenant.confluence.fault(request -> true, ConfluenceSimulator.FOR_EVER,
                io.confluenceconnector.simulator.confluence.Fault.resetConnection());
        PlatformTrouble.OPERATIONS.forEach(operation ->
                new PlatformTrouble(operation, Integer.MAX_VALUE, PlatformTrouble.Kind.RESET).inject(tenant));
    }

    private void restart() {
        tenant.restart();
        processStart = Instant.now();
        lied = false;
    }

    /**
     * What only the index confirms is due in the second consecutive cycle of a process that asks for it: then, and only
     * then, may an index that lied twice cost what is still selected, until it tells the truth again (P11, P12).
     */
    private boolean mayLose(boolean lags) {
        return scenario.setup() == Setup.CLOUD_WITHOUT_PAGE_SCOPE && lags && lied;
    }

    /** Whether requests had to wait for a limit. */
    boolean hitsLimit() {
        return scenario.requestsPerMinute() < UNLIMITED && tenant.meters.find("cfc_rate_limit_wait_seconds").timers()
                .stream().anyMatch(timer -> timer.totalTime(TimeUnit.SECONDS) > 1);
    }

    boolean lostBySecondLie() {
        return lostBySecondLie;
    }

    /** One cycle with what holds for every cycle: nothing selected is lost, and its bytes are old or present ones. */
    private CycleReport checkedCycle(boolean lags) {
        Map<String, StoredContent> before = new TreeMap<>(tenant.platform.contents());
        before.values().removeIf(content -> content.timesFinalised() == 0);
        Map<String, SelectedItem> selected = KnowledgeBaseAssert.selectedByKey(tenant);
        before.keySet().retainAll(selected.keySet());
        CycleReport report = tenant.cycle();
        Map<String, StoredContent> after = tenant.platform.contents();
        if (mayLose(lags)) {
            lostBySecondLie |= before.keySet().retainAll(after.keySet());
        }
        assertThat(after.keySet()).as("held before and still selected").containsAll(before.keySet());
        before.forEach((key, old) -> assertThat(after.get(key).sha256()).as("bytes of %s", key)
                .isIn(old.sha256(), selected.get(key).sha256()));
        lied = lags || lied && report.failure().isPresent(); // a cycle that failed neither counts nor interrupts
        KnowledgeBaseAssert.assertThat(tenant).sawNoViolations();
        assertThat(List.of(Operations.UPLOAD, Operations.SCOPED_UPLOAD, Operations.CONTENT_UPSERT))
                .as("items side by side").allSatisfy(operation ->
                        assertThat(tenant.platform.mostParallel(operation)).isLessThanOrEqualTo(TenantFixture.CONCURRENCY));
        if (scenario.requestsPerMinute() < UNLIMITED) {
            Stream.of(Arrivals.atConfluence(tenant), Arrivals.atPlatform(tenant)).forEach(arrivals ->
                    arrivals.since(processStart).assertWithin(scenario.requestsPerMinute(), TenantFixture.CONCURRENCY));
        }
        return report;
    }

    private void assertFinished(CycleReport report) {
        assertThat(report.outcome()).as("%s", report).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(report.failedItems()).as("%s", report).isZero();
        Map<String, StoredContent> held = tenant.platform.contents();
        assertThat(KnowledgeBaseAssert.selectedByKey(tenant).keySet()).as("selected and finished").allSatisfy(key ->
                assertThat(held.get(key)).as(key).isNotNull().matches(StoredContent::finalised, "finalised"));
    }

    private CycleReport cleanCycle() {
        CycleReport report = checkedCycle(false);
        assertFinished(report);
        return report;
    }

    /** Two clean cycles; a third after approval when so many spaces went that they are held (P12 d). */
    private void converge() {
        cleanCycle();
        CycleReport second = cleanCycle();
        if (second.total(Count.DELETIONS_HELD) > 0) {
            tenant.runtime().approveDeletions();
            cleanCycle();
        }
        assertThat(bytes(tenant.platform.contents())).as("bytes by key").isEqualTo(bytesSelected());
        if (!scenario.reconciles()) {
            restart(); // labels change no version: only a reconciliation sees them
            cleanCycle();
        }
        KnowledgeBaseAssert.assertThat(tenant).holdsExactlyWhatIsSelected();
        // a folder whose creator died before it put its mark there belongs to nobody, and stays (P12)
        assertThat(tenant.platform.children(tenant.rootScopeId())).filteredOn(scope -> scope.externalId().isPresent())
                .extracting(StoredScope::name).containsExactlyInAnyOrderElementsOf(
                        KnowledgeBaseAssert.selectedByKey(tenant).values().stream()
                                .map(SelectedItem::spaceKey).distinct().toList());
    }

    private static Map<String, String> bytes(Map<String, StoredContent> contents) {
        Map<String, String> bytes = new TreeMap<>();
        contents.forEach((key, content) -> bytes.put(key, content.sha256()));
        return bytes;
    }

    private Map<String, String> bytesSelected() {
        Map<String, String> bytes = new TreeMap<>();
        KnowledgeBaseAssert.selectedByKey(tenant).forEach((key, item) -> bytes.put(key, item.sha256()));
        return bytes;
    }

    @Override
    public void close() {
        tenant.close();
    }
}
