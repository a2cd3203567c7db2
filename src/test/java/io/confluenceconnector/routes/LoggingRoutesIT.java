package io.confluenceconnector.routes;

import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.simulator.confluence.SimContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shipped routes with steps that try to get a title or an id into a log line, a label or the name of an MBean, by way of
 * everything that is shown: nothing of it comes out, since types decide what may be shown, and not names (S10, S12, S23).
 */
class LoggingRoutesIT {

    private static final String TITLE = "Layoffsinspring";

    @TempDir
    Path folder;
    private final RouteTenant tenant = new RouteTenant();
    private SimContent page;
    private String pageId;

    @BeforeEach
    void write() {
        page = tenant.confluence.page(tenant.confluence.space("DOC", "Documentation", "global"), TITLE, "<p>" + TITLE + "</p>", RouteTenant.LABEL);
        pageId = page.id();
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @ParameterizedTest
    @DisplayName("S10, S12: a log line shows texts by their length, wherever a step has put them")
    @ValueSource(strings = {
        "cycle | ${exchangeProperty.itemView} ${exchangeProperty.cycle}",
        "confluenceRequest | ${exchangeProperty.confluenceRequest}",
        "platformRequest | ${exchangeProperty.platformRequest}",
        "tenantName | ${exchangeProperty.tenantName}",
        "cycleId | ${exchangeProperty.cycleId}",
        "callName | ${exchangeProperty.callName}",
        "any | ${exchangeProperty.any} of ${bodyType}"})
    void shouldLogTextsByLength(String attack) {
        // given
        String property = attack.substring(0, attack.indexOf(" | "));
        String message = attack.substring(attack.indexOf(" | ") + 3);
        tenant.start(withSteps("""
                        - setProperty: {name: %s, simple: "${body.title}"}
                        - log: {id: spy, logName: spy, message: "Seen: %s, ${routeId}"}
                """.formatted(property, message)));

        // when
        String log = logOfCycle();

        // then
        assertThat(log).contains("Seen: ", "String(" + TITLE.length() + ")", ", extension-after-item").doesNotContain(TITLE, pageId);
    }

    @Test
    @DisplayName("S10: a map with fields of the names that are shown shows nothing of them")
    void shouldNotShowFieldsOfMaps() {
        // given
        tenant.start(withSteps("""
                        - setBody: {simple: '{"size": "${body.title}", "id": "${body.itemId}", "endpoint": "${body.title}"}'}
                        - unmarshal: {json: {library: Jackson, objectMapper: '#json', unmarshalType: java.util.Map}}
                        - setProperty: {name: made, simple: "${body}"}
                        - setProperty: {name: cycle, simple: "${body}"}
                        - log: {id: spy, logName: spy, message: "Seen: ${exchangeProperty.made.size} ${exchangeProperty.made} ${exchangeProperty.cycle}"}
                """));

        // when
        String log = logOfCycle();

        // then
        assertThat(log).contains("Seen: 3 LinkedHashMap LinkedHashMap").doesNotContain(TITLE, pageId);
    }

    @Test
    @DisplayName("S12: the header of an answer's status shows a number, whatever a step has put there")
    void shouldShowNumbersOnly() {
        // given
        tenant.start(withSteps("""
                        - setHeader: {name: CamelHttpResponseCode, simple: "${body.title}"}
                        - log: {id: spy, logName: spy, message: "Seen: ${header.CamelHttpResponseCode}"}
                        - setHeader: {name: CamelHttpResponseCode, expression: {constant: {expression: "404", resultType: int}}}
                        - log: {id: spy-again, logName: spy, message: "Seen: ${header.CamelHttpResponseCode}"}
                """));

        // when
        String log = logOfCycle();

        // then
        assertThat(log).contains("Seen: String(" + TITLE.length() + ")", "Seen: 404").doesNotContain(TITLE);
    }

    @ParameterizedTest
    @DisplayName("S9, S10, S12: what Camel says of a failure tells no content, under whatever logger and with whatever options")
    @CsvSource(delimiter = '|', value = {
        "false | {logExhausted: true, logExhaustedMessageHistory: true, logExhaustedMessageBody: true}",
        "true  | {logExhausted: true, logStackTrace: false, logExhaustedMessageHistory: false}",
        "true  | {logExhausted: true, logStackTrace: true, logHandled: true, logNewException: true}",
        "false | {logExhausted: true, logExhaustedMessageHistory: true, logExhaustedMessageBody: true, logStackTrace: false}",
        "false | {maximumRedeliveries: 1, redeliveryDelay: 1, logRetryAttempted: true, retryAttemptedLogLevel: ERROR, logStackTrace: false}"})
    void shouldSayNothingOfContentWhenRoutesFail(boolean rollback, String redelivery) {
        // given
        tenant.start(afterItem("    errorHandler: {defaultErrorHandler: {level: ERROR, redeliveryPolicy: " + redelivery + "}}\n", """
                        - setBody: {simple: "${body.title}"}
                        - filter: {simple: "%s", steps: [{rollback: {message: %s}}]}
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: %s}
                """.formatted(rollback, TITLE, TITLE)));

        // when
        String log = logOfCycle();

        // then
        assertThat(log).contains("errorhandler.DefaultErrorHandler", rollback ? "Rollback " : "Failed delivery").doesNotContain(TITLE, pageId);
    }

    @Test
    @DisplayName("S10, S15: a step cannot change whose line it is")
    void shouldKeepTenantAndCycleOnLines() {
        // given
        tenant.start(withSteps("""
                        - setProperty: {name: tenantName, simple: "${body.title}"}
                        - setProperty: {name: cycleId, simple: "${body.title}"}
                        - setProperty: {name: cycle, simple: "${body.title}"}
                        - log: {id: spy, logName: spy, message: Seen}
                """));

        // when
        CycleReport report;
        try (CapturedLog log = CapturedLog.json()) {
            report = tenant.cycle();

            // then
            assertThat(log.events()).filteredOn(event -> "spy".equals(event.get("logger"))).singleElement()
                    .satisfies(event -> assertThat(event).containsAllEntriesOf(Map.of("tenantName", "acme", "cycleId", report.cycleId())));
        }
    }

    @Test
    @DisplayName("S10: no step can pass a text off as the key of a space, which the status page shows in full")
    void shouldTakeNoTextForTheKeyOfASpace() {
        // given
        String batch = "                    - doTry:\n                        id: resolve-keys\n                        steps:\n";
        tenant.start(RouteFolder.tampered(folder, "deletion.camel.yaml", batch, """
                                    - setBody: {constant: '["acme/1_%s/2"]'}
                                    - unmarshal: {json: {library: Jackson, objectMapper: '#json', unmarshalType: java.util.List}}
                                    - setProperty: {name: due, simple: "${body}"}
                """.formatted(TITLE) + batch + """
                                          - throwException: {exceptionType: java.lang.IllegalStateException, message: No answer}
                """));
        tenant.confluence.page(page.space(), "Stays", "<p>Stays</p>", RouteTenant.LABEL);
        tenant.cycle();
        tenant.confluence.unlabel(page, RouteTenant.LABEL);
        tenant.cycle();

        // when
        CycleReport report = tenant.cycle();

        // then
        assertThat(report.total(Count.DIFF_DELETED)).isEqualTo(1);
        assertThat(report.failure()).isPresent();
        assertThat(report.failures()).isEmpty();
    }

    private String logOfCycle() {
        try (CapturedLog log = CapturedLog.json(Level.DEBUG, DiagnosticsPolicy.CONCEAL)) {
            tenant.cycle();
            return log.written();
        }
    }

    private Path withSteps(String steps) {
        return afterItem("", steps);
    }

    /** The shipped routes with an after-item of these steps, indented by eight blanks. */
    private Path afterItem(String options, String steps) {
        RouteFolder.tampered(folder, "after-item.camel.yaml", "- route:", "- route:");
        RouteFolder.write(folder, "extensions/after-item.camel.yaml", """
                - route:
                    id: extension-after-item
                %s    from:
                      uri: direct:extension-after-item
                      steps:
                """.formatted(options) + steps.indent(0));
        return folder;
    }
}
