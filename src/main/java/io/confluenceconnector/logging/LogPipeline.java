package io.confluenceconnector.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;

import java.time.ZoneId;
import java.util.List;

/** Everything between a logger and the stream: levels, denied loggers, and the one encoder that masks and redacts. */
final class LogPipeline {

    /** Where the loggers of libraries are; a logger outside of them is a route's. */
    private static final List<String> LIBRARIES =
            List.of("org", "com", "net", "io", "java", "javax", "jakarta", "jdk", "sun", "ch", "reactor");

    private LogPipeline() {
    }

    static void install(LoggerContext context, LogSettings settings, LogAppender appender, boolean coloured) {
        context.reset();
        DiagnosticsPolicy.use(settings.policy());
        DeniedLoggers deniedLoggers = new DeniedLoggers();
        deniedLoggers.setContext(context);
        deniedLoggers.start();
        context.addTurboFilter(deniedLoggers);
        setLevels(context, Level.toLevel(settings.level().name()));
        start(appender, context, format(settings.format(), coloured));
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    /** Libraries say what an operator must know at WARN; at INFO, which comes with debug, Camel tells of each route. */
    private static void setLevels(LoggerContext context, Level level) {
        Level ofLibraries = level.isGreaterOrEqual(Level.WARN) ? level : level.isGreaterOrEqual(Level.INFO) ? Level.WARN : Level.INFO;
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        LIBRARIES.forEach(name -> context.getLogger(name).setLevel(ofLibraries));
        context.getLogger("io.confluenceconnector").setLevel(level);
    }

    private static LineFormat format(LogFormat format, boolean coloured) {
        return switch (format) {
            case JSON -> new JsonFormat();
            case TEXT -> new TextFormat(ZoneId.systemDefault(), coloured);
        };
    }

    private static void start(LogAppender appender, LoggerContext context, LineFormat format) {
        LineEncoder encoder = new LineEncoder(format);
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
    }
}
