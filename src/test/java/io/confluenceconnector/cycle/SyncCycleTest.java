package io.confluenceconnector.cycle;

import io.confluenceconnector.logging.Sensitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** How a cycle ends (P13). */
class SyncCycleTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private final SyncCycle cycle = new SyncCycle("c1", START, CycleListener.NONE, Clock.systemUTC());

    private CycleReport report() {
        return cycle.report(START.plusSeconds(90), Optional.empty());
    }

    private static ItemFailure failure(int number) {
        return new ItemFailure("HR", "page", Sensitive.id("page-" + number), "refused", "tried again");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, SUCCESS",
        "9, 0, 9, 0, SUCCESS",
        "0, 4, 0, 4, SUCCESS",
        "0, 5, 0, 0, FAILURE",
        "0, 0, 0, 5, FAILURE",
        "1, 5, 0, 0, SUCCESS",
        "0, 0, 1, 5, SUCCESS",
        "9, 0, 0, 5, FAILURE",
        "0, 5, 9, 0, FAILURE",
    })
    void shouldBeFailureOnlyWhenAtLeastFiveWereAttemptedAndAllFailed(int pages, int failedPages, int attachments,
            int failedAttachments, CycleOutcome outcome) {
        // given
        cycle.count("HR", Count.PAGES_INGESTED, pages);
        cycle.count("IT", Count.PAGES_FAILED, failedPages);
        cycle.count("HR", Count.ATTACHMENTS_INGESTED, attachments);
        cycle.count("HR", Count.ATTACHMENTS_FAILED, failedAttachments);

        // when
        CycleReport report = report();

        // then
        assertThat(report.outcome()).isEqualTo(outcome);
        assertThat(report.failure().isPresent()).isEqualTo(outcome == CycleOutcome.FAILURE);
        assertThat(report.failedItems()).isEqualTo(failedPages + failedAttachments);
    }

    @Test
    void shouldNameTheCauseThatEndedItEarly() {
        // when
        CycleReport report = cycle.report(START.plusSeconds(90), Optional.of("Confluence answered 410"));

        // then
        assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
        assertThat(report.failure()).contains("Confluence answered 410");
        assertThat(report.duration()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void shouldSumCountsOverSpaces() {
        // given
        cycle.count("HR", Count.PAGES_INGESTED, 2);
        cycle.count("IT", Count.PAGES_INGESTED);
        cycle.count("IT", Count.PAGES_INGESTED, 0);

        // when
        CycleReport report = report();

        // then
        assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(3);
        assertThat(report.spaces().get("IT")).containsEntry(Count.PAGES_INGESTED, 1L);
    }

    @Test
    void shouldKeepTheFirstFailuresAndCountThemAll() {
        // when
        for (int i = 0; i < 60; i++) {
            cycle.fail(failure(i), Count.PAGES_FAILED);
        }

        // then
        assertThat(report().failures()).hasSize(50).startsWith(failure(0));
        assertThat(report().failedItems()).isEqualTo(60);
    }

    @Test
    void shouldRememberWhichItemsFailed() {
        // when
        cycle.failedItem("77");

        // then
        assertThat(cycle.hasFailed("77")).isTrue();
        assertThat(cycle.hasFailed("78")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PAGES_DISCOVERED, pagesDiscovered", "REMOVED_SPACE_FILES_DELETED, removedSpaceFilesDeleted",
        "MOVED, moved"})
    void shouldNameCountsInCamelCase(Count count, String field) {
        // when / then
        assertThat(count.field()).isEqualTo(field);
    }
}
