package io.confluenceconnector.sync;

import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.sync.CallKind.Injected;
import io.confluenceconnector.sync.FaultKind.Effect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One fault in one of the calls of a reconciliation that the cycle itself does not make: nothing is lost, and the next
 * reconciliation makes everything good (P14).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationFaultMatrixIT {

    private final ShiftedClock clock = new ShiftedClock();
    private TenantFixture tenant;
    private SimContent labelled;
    private SimContent broken;
    private int round;

    static Stream<Arguments> matrix() {
        return CallKind.cells(CallKind.OF_RECONCILIATION);
    }

    @BeforeAll
    void start() {
        tenant = TenantFixture.of(Setup.CLOUD).clock(clock).processing("reconcileEveryCycles: 1").start();
        SimSpace docs = tenant.confluence.space("DOC", "Documentation", "global");
        labelled = tenant.confluence.page(docs, "Labelled", "<p>labelled</p>", SINGLE);
        broken = tenant.confluence.page(docs, "Broken", "<p>broken</p>", SINGLE);
        tenant.confluence.page(docs, "Steady", "<p>steady</p>", SINGLE);
        tenant.cycle();
    }

    @AfterAll
    void close() {
        tenant.close();
    }

    /** A label is added, and an item could not be processed: neither changes a version. */
    private void change() {
        tenant.confluence.label(labelled, "label-" + round++);
        tenant.platform.contents().keySet().stream().filter(key -> key.endsWith("/" + broken.id()))
                .forEach(key -> tenant.platform.setIngestionState(key, "FAILED_PARSING"));
        tenant.confluence.edit(broken, "<p>version " + round + "</p>"); // else the tries of a version run out
        tenant.cycle();
        tenant.confluence.label(labelled, "label-" + round++);
        tenant.platform.contents().keySet().stream().filter(key -> key.endsWith("/" + broken.id()))
                .forEach(key -> tenant.platform.setIngestionState(key, "FAILED_PARSING"));
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("matrix")
    void shouldLoseNothingAndReconcile(CallKind call, FaultKind fault) {
        // given
        change();
        Set<String> before = Set.copyOf(tenant.platform.contents().keySet());
        Injected injected = call.inject(tenant, fault);

        // when
        CycleReport faulty = tenant.cycle();
        injected.remove().run();

        // then
        assertThat(injected.hits().getAsInt()).as("the call was made").isPositive();
        assertThat(tenant.platform.contents()).containsOnlyKeys(before);
        assertThat(tenant.platform.contents().values()).allMatch(StoredContent::finalised);
        if (call.effectOf(fault) == Effect.PASSES) {
            assertThat(faulty.failedItems()).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
        clock.pass(Duration.ofMinutes(66));
        CycleReport clean = tenant.cycle();
        assertThat(clean.outcome()).as("%s", clean).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(clean.failedItems()).isZero();
        assertThat(tenant).holdsExactlyWhatIsSelected();
    }
}
