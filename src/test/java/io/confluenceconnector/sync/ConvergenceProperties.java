package io.confluenceconnector.sync;

import io.confluenceconnector.sync.ConvergenceScenario.Round;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;

import java.util.List;

/**
 * Random content, edits, faults, index lag and crashes: no cycle deletes what Confluence still selects (P11), spoils a
 * stored version (P10) or sends Confluence anything but GET (S1); a clean cycle leaves nothing selected unfinished, and
 * two of them make the knowledge base exact (P12, P14, P19).
 */
class ConvergenceProperties {

    private static final List<Setup> SETUPS = List.of(Setup.CLOUD, Setup.CLOUD_WITHOUT_PAGE_SCOPE, Setup.DATA_CENTER);

    @Property(tries = 20, seed = "20260310", generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void shouldConvergeToExactlyTheSelectionWhateverHappens(@ForAll("scenarios") ConvergenceScenario scenario) {
        try (ConvergenceRun run = new ConvergenceRun(scenario)) {
            run.play();
        }
    }

    @Provide
    Arbitrary<ConvergenceScenario> scenarios() {
        return arbitraryScenario();
    }

    static Arbitrary<ConvergenceScenario> arbitraryScenario() {
        return Combinators.combine(Arbitraries.of(SETUPS), Arbitraries.of(true, false),
                        edits(WikiEdit.Kind.ADD_PAGE, WikiEdit.Kind.ADD_CHILD, WikiEdit.Kind.ADD_CHILD,
                                WikiEdit.Kind.ADD_BLOG_POST, WikiEdit.Kind.ATTACH, WikiEdit.Kind.LABEL).ofMinSize(5).ofMaxSize(25),
                        rounds().list().ofMinSize(1).ofMaxSize(5))
                .as(ConvergenceScenario::new);
    }

    private static ListArbitrary<WikiEdit> edits(WikiEdit.Kind... kinds) {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 19);
        return Combinators.combine(Arbitraries.of(kinds), number, number).as(WikiEdit::new).list();
    }

    private static Arbitrary<Round> rounds() {
        return Combinators.combine(edits(WikiEdit.Kind.values()).ofMaxSize(8), troubles(), hidden(),
                rarely(true, false), crash()).as(Round::new);
    }

    private static Arbitrary<List<Trouble>> troubles() {
        Arbitrary<Integer> times = Arbitraries.integers().between(1, 12);
        Arbitrary<Trouble> confluence = Combinators.combine(Arbitraries.integers().between(0, 25), times,
                Arbitraries.of(ConfluenceTrouble.Kind.class)).as(ConfluenceTrouble::new);
        Arbitrary<Trouble> platform = Combinators.combine(Arbitraries.of(PlatformTrouble.OPERATIONS), times,
                Arbitraries.of(PlatformTrouble.Kind.class)).filter((operation, many, kind) ->
                kind.fits(operation)).as(PlatformTrouble::new);
        return Arbitraries.oneOf(confluence, platform).list().ofMaxSize(3);
    }

    private static Arbitrary<List<Integer>> hidden() {
        return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(List.of())),
                Tuple.of(1, Arbitraries.integers().between(0, 19).list().ofMinSize(1).ofMaxSize(4)));
    }

    private static Arbitrary<Integer> crash() {
        return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(1, 60)));
    }

    private static <T> Arbitrary<T> rarely(T rare, T usual) {
        return Arbitraries.frequency(Tuple.of(1, rare), Tuple.of(4, usual));
    }
}
