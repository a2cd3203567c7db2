package io.confluenceconnector.logging;

import org.slf4j.LoggerFactory;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Sends what the JDK's own classes log into our pipeline instead of to stderr. Nothing below INFO passes, whatever level
 * someone sets on a logger through JMX: there the JDK prints headers (S12).
 */
final class JdkLogHandler extends Handler {

    private static final SimpleFormatter FORMATTER = new SimpleFormatter();

    private JdkLogHandler() {
        setLevel(Level.INFO);
    }

    static void install() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new JdkLogHandler());
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            org.slf4j.Logger logger = LoggerFactory.getLogger(entry.getLoggerName() == null ? "java" : entry.getLoggerName());
            logger.atLevel(slf4jLevel(entry.getLevel())).setCause(entry.getThrown()).log(FORMATTER.formatMessage(entry));
        }
    }

    private static org.slf4j.event.Level slf4jLevel(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return org.slf4j.event.Level.ERROR;
        }
        return level.intValue() >= Level.WARNING.intValue() ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO;
    }

    @Override
    public void flush() {
        // the appender writes through
    }

    @Override
    public void close() {
        // the stream is the process's
    }
}
