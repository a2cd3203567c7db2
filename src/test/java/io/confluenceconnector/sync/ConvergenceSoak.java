package io.confluenceconnector.sync;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The promises of {@link ConvergenceProperties} over many other scenarios, new ones in every run. */
class ConvergenceSoak {

    @Property(tries = 300, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void shouldConvergeToExactlyTheSelectionWhateverHappens(@ForAll("scenarios") ConvergenceScenario scenario) {
        try (ConvergenceRun run = new ConvergenceRun(scenario)) {
            run.play();
        }
    }

    @Property(tries = 30, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void shouldConvergeWithSmallLimitsAndAnIndexThatLiesTwice(@ForAll("unlucky") ConvergenceScenario scenario) {
        try (ConvergenceRun run = new ConvergenceRun(scenario)) {
            run.play();
        }
    }

    @Provide
    Arbitrary<ConvergenceScenario> unlucky() {
        return ConvergenceProperties.unluckyScenario();
    }

    @Provide
    Arbitrary<ConvergenceScenario> scenarios() {
        return ConvergenceProperties.arbitraryScenario();
    }
}
