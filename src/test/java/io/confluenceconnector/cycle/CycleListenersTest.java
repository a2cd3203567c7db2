package io.confluenceconnector.cycle;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class CycleListenersTest {

    private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    private final List<String> heard = new ArrayList<>();

    @Test
    void shouldTellEveryListenerEverything() {
        // given
        CycleListener listener = CycleListener.all(recorder("a"), recorder("b"));
        SyncCycle cycle = new SyncCycle("0001", START, listener, Clock.systemUTC());

        // when
        cycle.start();
        cycle.enter(Phase.SCANNING);
        cycle.count("ENG", Count.PAGES_DISCOVERED, 2);
        listener.finished(cycle.report(START.plusSeconds(1), Optional.empty()));
        listener.stopped();
        listener.skipped();

        // then
        assertThat(heard).containsExactly("a started 0001", "b started 0001", "a scanning", "b scanning",
                "a PAGES_DISCOVERED 2", "b PAGES_DISCOVERED 2", "a success", "b success", "a stopped", "b stopped", "a skipped", "b skipped");
    }

    private CycleListener recorder(String name) {
        return new CycleListener() {
            @Override
            public void started(String cycleId, Instant startedAt) {
                heard.add(name + " started " + cycleId);
            }

            @Override
            public void counted(Count count, int n) {
                heard.add(name + " " + count + " " + n);
            }

            @Override
            public void entered(Phase phase) {
                heard.add(name + " " + phase);
            }

            @Override
            public void finished(CycleReport report) {
                heard.add(name + " " + report.outcome());
            }

            @Override
            public void stopped() {
                heard.add(name + " stopped");
            }

            @Override
            public void skipped() {
                heard.add(name + " skipped");
            }
        };
    }
}
