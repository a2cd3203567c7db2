package io.confluenceconnector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluenceconnector.plan.PlannedAction;
import io.confluenceconnector.plan.TenantPlan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import java.util.List;
import java.util.Map;

/** P17: whatever people have edited, a plan writes nothing, and the sync after it does exactly what it said. */
class PlanProperties {

    /** @param hidden numbers of content that the search index has lost, so that a veto keeps it */
    record Scenario(Setup setup, List<WikiEdit> wiki, List<WikiEdit> edits, List<Integer> hidden, boolean approved) {
    }

    @Property(tries = 8, seed = "20260317", generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF)
    void shouldTellExactlyWhatTheNextSyncDoes(@ForAll("scenarios") Scenario scenario) {
        try (TenantFixture tenant = TenantFixture.of(scenario.setup()).processing("maxDeletePercent: 60").start()) {
            // given
            LivelyWiki wiki = new LivelyWiki(tenant.confluence);
            scenario.wiki().forEach(wiki::apply);
            tenant.cycle();
            scenario.edits().forEach(wiki::apply);
            wiki.ids(scenario.hidden()).forEach(tenant.confluence::hideFromIndex);
            var mutations = tenant.platform.mutations();

            // when
            TenantPlan plan = tenant.plan(scenario.approved());
            var written = tenant.platform.mutations();
            tenant.restart();
            if (scenario.approved()) {
                tenant.runtime().approveDeletions();
            }
            Map<PlannedAction, Long> done = PlannedCounts.of(tenant.cycle());

            // then
            assertThat(plan.failure()).isEmpty();
            assertThat(written).isEqualTo(mutations);
            assertThat(done).as("%s", plan.spaces()).isEqualTo(PlannedCounts.of(plan));
        }
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Combinators.combine(Arbitraries.of(Setup.CLOUD, Setup.CLOUD_WITHOUT_PAGE_SCOPE, Setup.DATA_CENTER),
                edits(WikiEdit.Kind.ADD_PAGE, WikiEdit.Kind.ADD_CHILD, WikiEdit.Kind.ADD_BLOG_POST, WikiEdit.Kind.ATTACH,
                        WikiEdit.Kind.LABEL).list().ofMinSize(10).ofMaxSize(30),
                edits(WikiEdit.Kind.values()).list().ofMaxSize(20),
                Arbitraries.integers().between(0, 19).list().ofMaxSize(3), Arbitraries.of(true, false)).as(Scenario::new);
    }

    private static Arbitrary<WikiEdit> edits(WikiEdit.Kind... kinds) {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 19);
        return Combinators.combine(Arbitraries.of(kinds), number, number).as(WikiEdit::new);
    }
}
