package io.confluenceconnector.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.slf4j.event.KeyValuePair;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A log event as it may be written: masked, redacted, in the order in which its fields stand on the line.
 *
 * <p>A field's value is a {@code String}, a {@code Number}, a {@code Boolean} or a {@code List} of them.
 */
record LogLine(Instant timestamp, String level, String logger, String message, Map<String, Object> fields,
               Optional<String> stackTrace) {

    private static final List<String> FIRST = List.of(LogContext.TENANT_NAME, LogContext.CYCLE_ID, "operation", "outcome", "event");
    private static final int MOST_ELEMENTS = 200;

    static LogLine of(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        FIRST.forEach(name -> fields.put(name, null));
        LogContext.FIELDS.forEach(name -> put(fields, name, event.getMDCPropertyMap().get(name)));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                put(fields, pair.key, pair.value);
            }
        }
        Optional<String> stackTrace = Optional.empty();
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            put(fields, "error.type", proxy.getThrowable().getClass().getName());
            put(fields, "error.message", SafeError.describe(proxy.getThrowable()));
            stackTrace = Optional.of(SafeText.of(SafeError.stackTrace(proxy.getThrowable())));
        }
        fields.values().removeIf(Objects::isNull);
        return new LogLine(Instant.ofEpochMilli(event.getTimeStamp()), event.getLevel().toString(),
                SafeText.of(event.getLoggerName()), MessageText.of(event), fields, stackTrace);
    }

    /** Stands for an event of which a value cannot be shown: where and when, and nothing of its content. */
    static LogLine unprintable(ILoggingEvent event, Throwable reason) {
        return new LogLine(Instant.ofEpochMilli(event.getTimeStamp()), event.getLevel().toString(), event.getLoggerName(),
                "An event could not be written", Map.of("error.type", reason.getClass().getName()), Optional.empty());
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        fields.put(SafeText.of(name), safe(name, value));
    }

    private static Object safe(String name, Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof Duration duration) {
            return duration.toMillis() / 1000.0;
        }
        if (value instanceof Iterable<?> elements) {
            List<Object> safe = new ArrayList<>();
            for (Object element : elements) {
                if (safe.size() == MOST_ELEMENTS) {
                    break;
                }
                safe.add(safe(name, element instanceof Iterable<?> ? element.toString() : element));
            }
            return safe;
        }
        return SafeText.of(Redaction.redact(name, MessageText.shown(value)));
    }
}
