package io.confluenceconnector.logging;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging for the process, from code, so that no file, system property or environment variable of the logging
 * library can switch redaction off (S9, S12).
 */
public final class LogSetup {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogSetup.class);

    private LogSetup() {
    }

    /**
     * Takes effect at once and for every thread; the first thing that the process does. What the JDK logs, and errors of
     * which a thread dies, go through the same pipeline.
     */
    public static void configure(LogSettings settings) {
        LogPipeline.install((LoggerContext) LoggerFactory.getILoggerFactory(), settings,
                settings.stream().appender(), Terminal.wantsColours(System.getenv()));
        JdkLogHandler.install();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> Event.of(EventName.PROCESS_FAILED)
                .field("thread", thread.getName()).unexpectedError(error).log(LOGGER, "A thread died of an unhandled error"));
    }
}
