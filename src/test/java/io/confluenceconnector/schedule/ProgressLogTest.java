package io.confluenceconnector.schedule;

import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.deletion.Approvals;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Long stages say how far they are, at most every ten seconds and tenant. */
class ProgressLogTest {

    private Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final Cycles cycles = new Cycles(clock, CycleListener.NONE, new Approvals(), RunMode.ON_DEMAND);
    private final ProgressLog progress = new ProgressLog("acme", cycles, clock);

    /** Ticks once a second while so many items a second are done. */
    private List<Map<String, Object>> told(int seconds, int itemsASecond) {
        try (CapturedLog log = CapturedLog.json()) {
            for (int i = 0; i < seconds; i++) {
                now = now.plus(Duration.ofSeconds(1));
                cycles.begun().advance(itemsASecond);
                progress.tick();
            }
            return log.events(EventName.CYCLE_PROGRESS);
        }
    }

    @Test
    void shouldTellDoneTotalRateAndRemainingTimeEveryTenSeconds() {
        // given
        cycles.begin();
        cycles.begun().enter(Phase.INGESTING_PAGES, 100);

        // when
        List<Map<String, Object>> told = told(35, 2);

        // then
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).containsEntry("phase", "ingesting_pages").containsEntry("done", 20).containsEntry("total", 100)
                .containsEntry("ratePerMinute", 120).containsEntry("remainingSeconds", 40.0)
                .containsEntry("tenantName", "acme").containsEntry("cycleId", cycles.begun().id());
        assertThat(told.get(2)).containsEntry("done", 60).containsEntry("remainingSeconds", 20.0);
    }

    @Test
    void shouldSayNothingOfShortStages() {
        // given
        cycles.begin();

        // when
        cycles.begun().enter(Phase.SCANNING);
        List<Map<String, Object>> first = told(9, 1);
        cycles.begun().enter(Phase.DIFFING, 5);
        List<Map<String, Object>> second = told(9, 1);

        // then
        assertThat(first).isEmpty();
        assertThat(second).isEmpty();
    }

    @Test
    void shouldNotTellMoreOftenWhenStagesFollowEachOther() {
        // given
        cycles.begin();
        cycles.begun().enter(Phase.SCANNING);

        // when
        List<Map<String, Object>> first = told(15, 1);
        cycles.begun().enter(Phase.DIFFING, 50);
        List<Map<String, Object>> second = told(11, 1);

        // then
        assertThat(first).hasSize(1);
        assertThat(second).singleElement().satisfies(event -> assertThat(event).containsEntry("done", 10));
    }

    /** A stage that does not get on is the one a person wants to hear of. */
    @Test
    void shouldTellOfAStageThatIsStuck() {
        // given
        cycles.begin();
        cycles.begun().enter(Phase.INGESTING_ATTACHMENTS, 7);

        // when
        List<Map<String, Object>> told = told(12, 0);

        // then
        assertThat(told).singleElement().satisfies(event -> assertThat(event).containsEntry("done", 0)
                .containsEntry("ratePerMinute", 0).doesNotContainKey("remainingSeconds"));
    }

    @Test
    void shouldSayNothingWithoutACycle() {
        // when
        try (CapturedLog log = CapturedLog.json()) {
            progress.tick();

            // then
            assertThat(log.written()).isEmpty();
        }
    }
}
