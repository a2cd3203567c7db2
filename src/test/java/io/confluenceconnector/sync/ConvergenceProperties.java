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
import net.jqwik.api.statistics.Statistics;

import java.util.List;

/**
 * Random content, edits, faults, index lag and crashes: no cycle deletes what Confluence still selects (P11), spoils a
 * stored version (P10), sends more than the limits allow (P10) or sends Confluence anything but GET (S1); a clean cycle
 * leaves nothing selected unfinished, and two of them make the knowledge base exact (P12, P14, P19). Only where nothing but
 * the index can be asked may it cost something when it lies twice in a row (P11).
 */
class ConvergenceProperties {

    private static final Arbitrary<Setup> SETUPS =
            Arbitraries.of(Setup.CLOUD, Setup.CLOUD_WITHOUT_PAGE_SCOPE, Setup.DATA_CENTER);

    @Property(tries = 20, seed = "20260310", generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void shouldConvergeToExactlyTheSelectionWhateverHappens(@ForAll("scenarios") ConvergenceScenario scenario) {
        try (ConvergenceRun run = new ConvergenceRun(scenario)) {
            run.play();
        }
    }

    /** What random scenarios rarely bring: cycles that wait for their limits, and an index that lies often enough to cost something. */
    @Property(tries = 4, seed = "20260310", generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void shouldConvergeWithSmallLimitsAndAnIndexThatLiesTwice(@ForAll("unlucky") ConvergenceScenario scenario) {
        try (ConvergenceRun run = new ConvergenceRun(scenario)) {
            run.play();
            Statistics.label("waits for limits").collect(run.hitsLimit());
            Statistics.label("lost by the second lie").collect(run.lostBySecondLie());
        }
        Statistics.label("waits for limits").coverage(waits -> waits.check(true).count(times -> times > 0));
        Statistics.label("lost by the second lie").coverage(losses -> losses.check(true).count(times -> times > 0));
    }

    @Provide
    Arbitrary<ConvergenceScenario> scenarios() {
        return arbitraryScenario();
    }

    @Provide
    Arbitrary<ConvergenceScenario> unlucky() {
        return unluckyScenario();
    }

    static Arbitrary<ConvergenceScenario> unluckyScenario() {
        return arbitraryScenario(Arbitraries.just(Setup.CLOUD_WITHOUT_PAGE_SCOPE),
                Arbitraries.just(ConvergenceRun.SMALL_LIMIT), numbers().list().ofSize(12), Arbitraries.just(0));
    }

    static Arbitrary<ConvergenceScenario> arbitraryScenario() {
        return arbitraryScenario(SETUPS, Arbitraries.just(ConvergenceRun.UNLIMITED), hidden(), crash());
    }

    private static Arbitrary<ConvergenceScenario> arbitraryScenario(Arbitrary<Setup> setups, Arbitrary<Integer> limits,
                                                                    Arbitrary<List<Integer>> hidden, Arbitrary<Integer> crashes) {
        return Combinators.combine(setups, Arbitraries.of(true, false), limits,
                        edits(WikiEdit.Kind.ADD_PAGE, WikiEdit.Kind.ADD_CHILD, WikiEdit.Kind.ADD_CHILD,
                                WikiEdit.Kind.ADD_BLOG_POST, WikiEdit.Kind.ATTACH, WikiEdit.Kind.LABEL).ofMinSize(5).ofMaxSize(25),
                        rounds(hidden, crashes).list().ofMinSize(1).ofMaxSize(5))
                .as(ConvergenceScenario::new);
    }

    private static Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, 19);
    }

    private static ListArbitrary<WikiEdit> edits(WikiEdit.Kind... kinds) {
        return Combinators.combine(Arbitraries.of(kinds), numbers(), numbers()).as(WikiEdit::new).list();
    }

    private static Arbitrary<Round> rounds(Arbitrary<List<Integer>> hidden, Arbitrary<Integer> crashes) {
        return Combinators.combine(edits(WikiEdit.Kind.values()).ofMaxSize(8), troubles(), hidden,
                rarely(true, false), Arbitraries.of(1, 2), crashes).as(Round::new);
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
                Tuple.of(1, numbers().list().ofMinSize(1).ofMaxSize(4)));
    }

    private static Arbitrary<Integer> crash() {
        return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(1, 60)));
    }

    private static <T> Arbitrary<T> rarely(T rare, T usual) {
        return Arbitraries.frequency(Tuple.of(1, rare), Tuple.of(4, usual));
    }
}
