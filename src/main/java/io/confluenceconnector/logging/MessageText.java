package io.confluenceconnector.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.slf4j.helpers.MessageFormatter;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message of an event, ours or a library's, as far as it may be shown.
 *
 * <p>Libraries put requests, bodies and each other's exception messages into theirs (B112): exchange dumps and exception
 * messages are withheld (S10, S12), also under a logger's name of ours, which a route can choose; and below INFO their
 * arguments appear by type only.
 */
final class MessageText {

    /** To the end of the text: nobody knows where the exception's message ends. */
    private static final Pattern EXCEPTION = Pattern.compile("(?s)([\\w.$]+(?:Exception|Error)| due): (.*)");
    private static final Pattern EXCHANGE_DUMP = Pattern.compile("(?s)\\s*(?:Message History|Exchange\\[\\s*"
            + "(?:Id|RouteGroup|RouteId|ExchangePattern|Properties|Variables|Headers|BodyType|Body)\\b|Headers \\{).*");

    private MessageText() {
    }

    static String of(ILoggingEvent event) {
        boolean byType = !isOurs(event.getLoggerName()) && !event.getLevel().isGreaterOrEqual(Level.INFO);
        Object[] arguments = event.getArgumentArray();
        String text = arguments == null ? event.getMessage() : MessageFormatter.basicArrayFormat(event.getMessage(),
                Arrays.stream(arguments).map(argument -> byType ? ByType.of(argument) : shown(argument)).toArray());
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            text = SafeError.withoutForeignMessages(String.valueOf(text), proxy.getThrowable());
        }
        return SafeText.of(withoutForeignContent(String.valueOf(text)));
    }

    static boolean isOurs(String loggerName) {
        return loggerName.startsWith("io.confluenceconnector");
    }

    /** A value as text: errors without their message, binary data by its size (S12). */
    static String shown(Object value) {
        if (value instanceof Throwable error) {
            return error.getClass().getName() + ": " + SafeError.message(error);
        }
        if (value != null && value.getClass().isArray()) {
            return value.getClass().getComponentType().getSimpleName() + '[' + Array.getLength(value) + ']';
        }
        return textOf(value);
    }

    static String textOf(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException unprintable) {
            return '[' + value.getClass().getName() + " without text form]";
        }
    }

    private static String withoutForeignContent(String text) {
        String withoutDump = EXCHANGE_DUMP.matcher(text).replaceFirst(" [exchange dump withheld]").stripLeading();
        return EXCEPTION.matcher(withoutDump).replaceAll(exception -> Matcher.quoteReplacement(
                exception.group(1) + ": " + SafeError.wellKnownPartOf(exception.group(2))));
    }
}
