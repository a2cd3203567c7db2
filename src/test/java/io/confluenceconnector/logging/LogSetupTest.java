package io.confluenceconnector.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.LogManager;

import static org.assertj.core.api.Assertions.assertThat;

/** S9, S10: the pipeline is set up by code alone, and everything that the process says goes through it. */
class LogSetupTest {

    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void captureStreams() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
        System.setErr(stderr);
        Thread.setDefaultUncaughtExceptionHandler(handler);
        LogManager.getLogManager().reset();
        new QuietLogConfigurator().configure((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    @Test
    @DisplayName("a command with output of its own has its log on stderr")
    void shouldWriteToStderr() {
        // given
        LogSetup.configure(new LogSettings(Level.DEBUG, LogFormat.TEXT, DiagnosticsPolicy.DISCLOSE, LogStream.STDERR));

        // when
        LoggerFactory.getLogger(LogSetupTest.class).atDebug().addKeyValue("title", Sensitive.title("Travel plan")).log("Hello");

        // then
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("DEBUG Hello title=\"Travel plan\"\n");
        assertThat(out.size()).isZero();
    }

    @Test
    @DisplayName("S9: a thread that dies leaves an event, and nothing of its error's message")
    void shouldLogErrorsOfDyingThreads() throws InterruptedException {
        // given
        LogSetup.configure(LogSettings.DEFAULT);
        Thread thread = new Thread(() -> {
            throw new IllegalStateException("canary");
        }, "worker-1");

        // when
        thread.start();
        thread.join();

        // then
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("canary")
                .contains("\"event\":\"process.failed\",\"thread\":\"worker-1\",\"error.type\":\"java.lang.IllegalStateException\"");
        assertThat(err.size()).isZero();
    }

    @Test
    @DisplayName("S10: before the settings are read the log is JSON and concealing")
    void shouldBeSafeBeforeConfiguration() {
        // given
        new LogConfigurator().configure((LoggerContext) LoggerFactory.getILoggerFactory());

        // when
        LoggerFactory.getLogger(LogSetupTest.class).atInfo().addKeyValue("title", Sensitive.title("Travel plan")).log("Hello");

        // then
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"message\":\"Hello\",\"title\":\"****** plan\"}\n");
    }

    @Test
    @DisplayName("S12: our set-up comes before the configuration files that the logging library would look for")
    void shouldComeBeforeConfigurationFiles() {
        // when
        int rank = LogConfigurator.class.getAnnotation(ConfiguratorRank.class).value();

        // then
        assertThat(rank).isGreaterThan(ConfiguratorRank.DEFAULT);
    }

    @Test
    @DisplayName("without a terminal, or when someone does not want them, there are no colours")
    void shouldColourOnTerminalsOnly() {
        // when
        boolean coloured = Terminal.wantsColours(Map.of("NO_COLOR", "1"));

        // then
        assertThat(coloured).isFalse();
    }
}
