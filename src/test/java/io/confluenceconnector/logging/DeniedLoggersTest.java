package io.confluenceconnector.logging;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.logging.LogManager;

import static org.assertj.core.api.Assertions.assertThat;

/** S12. */
class DeniedLoggersTest {

    @ParameterizedTest
    @DisplayName("S12: wire and header logs and tracers print nothing, whatever level is set")
    @ValueSource(strings = {"org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire.x",
            "org.apache.camel.Tracing"})
    void shouldDenyAtEveryLevel(String name) {
        try (CapturedLog log = CapturedLog.json(Level.TRACE, DiagnosticsPolicy.DISCLOSE).tracing("ROOT", name)) {
            Logger logger = LoggerFactory.getLogger(name);

            // when
            logger.trace("canary");
            logger.debug("canary");
            logger.info("canary");
            logger.atError().addKeyValue("a", "canary").log("canary");

            // then
            assertThat(log.written()).isEmpty();
            assertThat(logger.isTraceEnabled()).isFalse();
        }
    }

    @Test
    @DisplayName("S12: all else of the HTTP client speaks from INFO on only")
    void shouldDenyDetailsOfHttpClient() {
        try (CapturedLog log = CapturedLog.json(Level.TRACE, DiagnosticsPolicy.DISCLOSE).tracing("org.apache.hc")) {
            Logger logger = LoggerFactory.getLogger("org.apache.hc.client5.http.impl.classic.MainClientExec");

            // when
            logger.trace("canary");
            logger.debug("canary");
            logger.warn("Pool is exhausted");

            // then
            assertThat(log.events()).extracting(event -> event.get("message")).containsExactly("Pool is exhausted");
        }
    }

    @Test
    @DisplayName("libraries are quieter than we are, routes are not")
    void shouldBeQuietByDefault() {
        try (CapturedLog log = CapturedLog.json()) {
            // when
            LoggerFactory.getLogger("org.apache.camel.main.MainSupport").info("Apache Camel starting");
            LoggerFactory.getLogger("org.apache.camel.main.MainSupport").warn("Something to know");
            LoggerFactory.getLogger("page-ingestion").info("A step of a route");
            LoggerFactory.getLogger("io.confluenceconnector.app.X").debug("A detail");

            // then
            assertThat(log.events()).extracting(event -> event.get("message")).containsExactly("Something to know", "A step of a route");
        }
    }

    @Test
    @DisplayName("S9, S12: what the JDK logs goes the same way, and nothing below INFO whatever level is set")
    void shouldCaptureJdkLogging() {
        // given
        JdkLogHandler.install();
        var logger = java.util.logging.Logger.getLogger("com.sun.net.httpserver");
        logger.setLevel(java.util.logging.Level.ALL);
        try (CapturedLog log = CapturedLog.json()) {
            // when
            logger.fine("Authorization: canary");
            logger.log(java.util.logging.Level.SEVERE, "Request of {0} failed", "Bearer canary-token");

            // then
            assertThat(log.events()).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("level", "ERROR").containsEntry("message", "Request of Bearer [Redacted] failed"));
        } finally {
            LogManager.getLogManager().reset();
        }
    }
}
