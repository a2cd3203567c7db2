package io.confluenceconnector.logging;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** S20 and the readable form of the log. */
class TextFormatTest {

    private static final Logger OWN = LoggerFactory.getLogger(TextFormatTest.class);
    private static final Instant TEN_PAST_EIGHT = Instant.parse("2026-11-25T08:10:00.5Z");

    private static LogLine line(String message, Map<String, Object> fields, String stackTrace) {
        return new LogLine(TEN_PAST_EIGHT, "WARN", "io.confluenceconnector.ingestion.Ingestion", message,
                new LinkedHashMap<>(fields), Optional.ofNullable(stackTrace));
    }

    @Test
    @DisplayName("a line has time, level, tenant, cycle, message and fields")
    void shouldWriteReadableLine() {
        // given
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tenantName", "acme");
        fields.put("cycleId", "c17");
        fields.put("operation", "ingest");
        fields.put("event", "item.failed");
        fields.put("attempts", 3);
        fields.put("reason", "too \"large\"");
        fields.put("error.message", "too \"large\"");

        // when
        String text = new TextFormat(ZoneOffset.UTC, false).line(line("Item failed", fields, null));

        // then
        assertThat(text).isEqualTo(
                "08:10:00.500 WARN  [acme/c17] Item failed event=item.failed attempts=3 reason=\"too \\\"large\\\"\"\n");
    }

    @Test
    @DisplayName("of the counts of a cycle those that are zero are left out")
    void shouldLeaveOutZeroCountsOfACycle() {
        // given
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", "cycle.finished");
        fields.put("durationSeconds", 0.0);
        fields.put("pagesDiscovered", 12L);
        fields.put("pagesFailed", 0L);
        fields.put("failedItems", 0);

        // when
        String cycle = new TextFormat(ZoneOffset.UTC, false).line(line("Cycle finished", fields, null));
        fields.put("event", "discovery.completed");
        String discovery = new TextFormat(ZoneOffset.UTC, false).line(line("Discovery completed", fields, null));

        // then
        assertThat(cycle).endsWith("Cycle finished event=cycle.finished durationSeconds=0.0 pagesDiscovered=12\n");
        assertThat(discovery).contains("pagesFailed=0 failedItems=0");
    }

    @Test
    @DisplayName("on a terminal the level is coloured")
    void shouldColourLevel() {
        // when
        String text = new TextFormat(ZoneOffset.UTC, true).line(line("Item failed", Map.of(), null));

        // then
        assertThat(text).isEqualTo("08:10:00.500 \u001B[33mWARN \u001B[0m Item failed\n");
    }

    @Test
    @DisplayName("S20: only a stack trace takes more lines, and its lines are indented")
    void shouldIndentStackTrace() {
        // when
        String text = new TextFormat(ZoneOffset.UTC, false).line(line("a\nb", Map.of("x", "\u001B[2J"), "E: m\n\tat A.b\n"));

        // then
        assertThat(text).isEqualTo("08:10:00.500 WARN  a\\nb x=\\u001b[2J\n    E: m\n      at A.b\n");
    }

    @Test
    @DisplayName("S9, S10: the text format is masked and redacted like the other")
    void shouldMaskAndRedact() {
        try (CapturedLog log = CapturedLog.forTerminal()) {
            // when
            Event.of(EventName.ITEM_FAILED).field("title", Sensitive.title("canary title"))
                    .unexpectedError(new IOException("canary request")).log(OWN, "Item failed: Bearer canary-token");
            LoggerFactory.getLogger("org.x.Y").warn("Hello");

            // then
            assertThat(log.written()).doesNotContain("canary")
                    .contains("ERROR Item failed: Bearer [Redacted] outcome=failure event=item.failed title=\"****** *itle\"")
                    .contains("\n    java.io.IOException: [Withheld]\n      at io.confluenceconnector.logging.TextFormatTest")
                    .contains("WARN  Hello logger=org.x.Y\n");
        }
    }
}
