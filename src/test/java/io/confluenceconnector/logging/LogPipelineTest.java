package io.confluenceconnector.logging;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** S9, S10, S12, S18, S20: what really comes out of the pipeline as JSON. */
class LogPipelineTest {

    private static final Logger OWN = LoggerFactory.getLogger(LogPipelineTest.class);
    private static final Logger CAMEL = LoggerFactory.getLogger("org.apache.camel.processor.errorhandler.DefaultErrorHandler");

    @AfterEach
    void clearContext() {
        MDC.clear();
    }

    @Test
    @DisplayName("S18: an event has its fields in their order, identifiers masked, tenant and cycle from the context")
    void shouldWriteEventInOrder() {
        try (CapturedLog log = CapturedLog.json()) {
            // when
            LogContext.ofCycle("acme", "c-17").run(() -> Event.of(EventName.PAGE_INGESTED).outcome(Outcome.SUCCESS)
                    .field("spaceKey", "ENG").field("pageId", Sensitive.id("1540227"))
                    .field("sizeBytes", 12L).field("durationSeconds", Duration.ofMillis(1500))
                    .field("labels", List.of(Sensitive.title("secret-label"), 2)).field("absent", Optional.empty())
                    .log(OWN, "Page ingested"));

            // then
            assertThat(log.lines()).singleElement().asString().matches("\\{\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                    + "\"level\":\"INFO\",\"logger\":\"io\\.confluenceconnector\\.logging\\.LogPipelineTest\",\"message\":\"Page ingested\","
                    + "\"tenantName\":\"acme\",\"cycleId\":\"c-17\",\"operation\":\"ingest\",\"outcome\":\"success\","
                    + "\"event\":\"page\\.ingested\",\"spaceKey\":\"ENG\",\"pageId\":\"\\*\\*\\*0227\",\"sizeBytes\":12,"
                    + "\"durationSeconds\":1\\.5,\"labels\":\\[\"\\*{6}-\\*abel\",2]}");
        }
    }

    @Test
    @DisplayName("S10: disclosing, identifiers are shown; secrets are not")
    void shouldDiscloseValuesButNoSecrets() {
        // given
        Redaction.register("canary-client-secret");
        try (CapturedLog log = CapturedLog.json(Level.INFO, DiagnosticsPolicy.DISCLOSE)) {
            // when
            Event.of(EventName.ITEM_FAILED).field("title", Sensitive.title("Plans of canary-client-secret")).log(OWN, "Item failed");

            // then
            assertThat(log.events()).singleElement().satisfies(event -> assertThat(event).containsEntry("title", "Plans of [Redacted]"));
        }
    }

    @Test
    @DisplayName("S18: a failure says what failed and why, with its stack trace at debug only")
    void shouldWriteExpectedFailure() {
        // given
        IOException error = new IOException("canary request", new java.net.ConnectException("Connection refused"));
        try (CapturedLog log = CapturedLog.json()) {
            // when
            Event.of(EventName.TOKEN_FETCHED).error(error).log(OWN, "Token could not be fetched");

            // then
            assertThat(log.events(EventName.TOKEN_FETCHED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("level", "WARN").containsEntry("outcome", "failure").containsEntry("operation", "token_fetch")
                    .containsEntry("error.type", "java.io.IOException")
                    .containsEntry("error.message", "[Withheld]; caused by java.net.ConnectException: Connection refused")
                    .doesNotContainKey("error.stack"));
        }
        try (CapturedLog log = CapturedLog.json(Level.DEBUG, DiagnosticsPolicy.CONCEAL)) {
            Event.of(EventName.TOKEN_FETCHED).error(error).log(OWN, "Token could not be fetched");
            assertThat(log.events().get(0).get("error.stack")).asString().contains("\tat io.confluenceconnector").doesNotContain("canary");
        }
    }

    @Test
    @DisplayName("an unexpected error has its stack trace at every level")
    void shouldWriteUnexpectedFailure() {
        try (CapturedLog log = CapturedLog.json()) {
            // when
            Event.of(EventName.ITEM_FAILED).unexpectedError(new IllegalStateException("canary")).log(OWN, "Item failed");

            // then
            assertThat(log.events()).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("level", "ERROR").containsEntry("error.type", "java.lang.IllegalStateException")
                    .extractingByKey("error.stack").asString().contains("IllegalStateException: [Withheld]"));
        }
    }

    @ParameterizedTest
    @EnumSource(DiagnosticsPolicy.class)
    @DisplayName("S9: a secret appears nowhere: message, argument, field, field name, context, logger, error, causes, suppressed")
    void shouldRedactEverything(DiagnosticsPolicy policy) {
        // given
        Redaction.register("canary/secret+1");
        IOException error = new IOException("canary/secret+1", new IllegalStateException("x canary/secret+1"));
        error.addSuppressed(new IOException("canary%2Fsecret%2B1"));
        MDC.put("canary/secret+1", "canary/secret+1");
        MDC.put("cookie", "canary-cookie");
        try (CapturedLog log = CapturedLog.json(Level.TRACE, policy)) {
            // when
            for (Logger logger : List.of(OWN, CAMEL, LoggerFactory.getLogger("route.canary/secret+1"))) {
                logger.atError().setCause(error).addKeyValue("canary/secret+1", "canary/secret+1")
                        .addKeyValue("Authorization", "canary-token").addKeyValue("list", List.of("Bearer canary-token"))
                        .addArgument("canary/secret+1").log("{} canary/secret+1 Authorization: Basic canary");
            }

            // then
            assertThat(log.lines()).hasSize(3);
            assertThat(log.written()).doesNotContain("canary").contains("[Redacted]");
        }
    }

    @Test
    @DisplayName("S20: neither a message nor a value nor the context can begin a new line or steer a terminal")
    void shouldEscapeControlCharacters() {
        // given
        String hostile = "a\r\n{\"level\":\"ERROR\"}\u001B[2J\u0085\u2028\u2029\u202E\u2066\u0000\u007F\uD83D";
        MDC.put(LogContext.ROUTE_ID, hostile);
        try (CapturedLog log = CapturedLog.json(Level.INFO, DiagnosticsPolicy.DISCLOSE)) {
            // when
            Event.of(EventName.ITEM_SKIPPED).field("title", Sensitive.title(hostile)).log(OWN, hostile);

            // then
            assertThat(log.written()).endsWith("}\n").doesNotContainPattern("[\\p{Cc}\u2028-\u202E\u2066-\u2069](?!$)");
            assertThat(log.events()).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("title", hostile.replace('\uD83D', '\uFFFD')).containsKey("routeId").containsEntry("level", "INFO"));
        }
    }

    @Test
    @DisplayName("S10, B112: what Camel says of a failed exchange has neither the exception's message nor the URL nor the history")
    void shouldWithholdForeignMessages() {
        // given
        IOException error = new IOException("title canary could not be sent");
        try (CapturedLog log = CapturedLog.json()) {
            // when
            CAMEL.error("Failed delivery for (MessageId: M-1 on ExchangeId: E-1). Exhausted after delivery attempt: 1 caught: "
                    + error + "\n\nMessage History (complete message history is disabled)\n---\ncanary", error);
            CAMEL.warn("Failed, caught: org.x.HttpException: GET https://wiki.example.org/rest/api/content/canary?x=canary failed\ncanary");
            CAMEL.warn("Calling https://wiki.example.org/rest/api/content/canary?cql=canary");
            LoggerFactory.getLogger("org.x").warn("Took Exchange[ExchangePattern: InOnly, BodyType: String, Body: canary]");

            // then
            assertThat(log.written()).doesNotContain("canary");
            assertThat(log.events()).extracting(event -> event.get("message")).containsExactly(
                    "Failed delivery for (MessageId: M-1 on ExchangeId: E-1). Exhausted after delivery attempt: 1 caught: "
                            + "java.io.IOException: [Withheld]",
                    "Failed, caught: org.x.HttpException: [Withheld]",
                    "Calling https://wiki.example.org/rest/api/content/{}",
                    "Took [exchange dump withheld]");
        }
    }

    @ParameterizedTest
    @EnumSource(DiagnosticsPolicy.class)
    @DisplayName("S12: below INFO a library's arguments appear by type and size only, and bytes never")
    void shouldShowForeignArgumentsByType(DiagnosticsPolicy policy) {
        try (CapturedLog log = CapturedLog.json(Level.TRACE, policy).tracing("org.apache.camel")) {
            // when
            CAMEL.trace("Converting {} to {} in {} ms: {}", "canary body", Map.class, 12, new ByteArrayInputStream(new byte[3]));
            CAMEL.info("Sent {} to {}", new byte[] {99, 97, 110}, "route-1");

            // then
            assertThat(log.events()).extracting(event -> event.get("message")).containsExactly(
                    "Converting String(11) to interface java.util.Map in 12 ms: ByteArrayInputStream", "Sent byte[3] to route-1");
        }
    }

    @Test
    @DisplayName("an event whose value has no text form is reported, without content")
    void shouldSurviveUnprintableValues() {
        // given
        Object unprintable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("canary");
            }
        };
        try (CapturedLog log = CapturedLog.json()) {
            // when
            OWN.atWarn().addKeyValue("a", unprintable).addArgument(unprintable).log("Value {}");

            // then
            assertThat(log.written()).doesNotContain("canary").contains("without text form");
            assertThat(log.events()).hasSize(1);
        }
    }

    @Test
    @DisplayName("S19: an endless value is cut, at a whole character")
    void shouldCutEndlessValues() {
        try (CapturedLog log = CapturedLog.json()) {
            // when
            OWN.atInfo().addKeyValue("a", "😀".repeat(100_000)).log("Long");

            // then
            assertThat(log.written().length()).isLessThan(40_000);
            assertThat(log.events().get(0).get("a")).asString().endsWith("more characters)").doesNotContain("\uFFFD");
        }
    }

    @Test
    @DisplayName("S15: a thread's lines carry its tenant as long as it works for it, and nobody's afterwards")
    void shouldRestoreContext() throws Exception {
        // given
        MDC.put("tenantName", "left over");
        MDC.put("cycleId", "left over");

        // when
        Map<String, String> within = LogContext.ofTenant("acme").call(MDC::getCopyOfContextMap);

        // then
        assertThat(within).containsExactly(Map.entry("tenantName", "acme"));
        assertThat(MDC.getCopyOfContextMap()).containsEntry("tenantName", "left over").containsEntry("cycleId", "left over");
    }

    @Test
    @DisplayName("S15: a step's lines carry its tenant, cycle and route, and nothing of the step before")
    void shouldReplaceContextOfStepBefore() {
        // given
        new LogContext("acme", Optional.of("c-17"), Optional.of("page-upload")).set();
        try (CapturedLog log = CapturedLog.json()) {
            OWN.info("Within a cycle");

            // when
            new LogContext("acme", Optional.empty(), Optional.of("health-ping")).set();
            OWN.info("Outside of any");

            // then
            assertThat(log.events().get(0)).containsEntry("tenantName", "acme").containsEntry("cycleId", "c-17")
                    .containsEntry("routeId", "page-upload");
            assertThat(log.events().get(1)).containsEntry("routeId", "health-ping").doesNotContainKey("cycleId");
        }
    }

    @Test
    @DisplayName("a field cannot replace what every line has")
    void shouldRefuseReservedFields() {
        // given
        Event event = Event.of(EventName.CYCLE_STARTED);

        // then
        assertThatIllegalArgumentException().isThrownBy(() -> event.field("tenantName", "other")).withMessageContaining("'tenantName'");
    }
}
