package io.confluenceconnector.logging;

import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One event of the log, which is also the audit log (S18): a name of the catalogue, an outcome, and fields.
 *
 * <pre>{@code
 * Event.of(EventName.PAGE_INGESTED).outcome(Outcome.SUCCESS)
 *         .field("spaceKey", space.key()).field("itemId", Sensitive.id(page.itemId()))
 *         .log(LOGGER, "Page ingested");
 * }</pre>
 *
 * <p>The message is a constant; everything that varies is a field, and everything of people or content a
 * {@link Sensitive} (S10, S20). An event belongs to one thread and is logged once.
 */
public final class Event {

    private static final Set<String> RESERVED = Set.of("timestamp", "level", "logger", "message", "operation", "outcome",
            "event", LogContext.TENANT_NAME, LogContext.CYCLE_ID);

    private final EventName name;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private Operation operation;
    private Level level;
    private Outcome outcome;
    private Throwable error;
    private boolean expected;

    private Event(EventName name) {
        this.name = name;
        this.operation = name.operation();
    }

    /** An event of the catalogue, with its operation and its level. */
    public static Event of(EventName name) {
        return new Event(Objects.requireNonNull(name, "name"));
    }

    /** Another operation than the catalogue's, for events that several operations share. */
    public Event operation(Operation operation) {
        this.operation = Objects.requireNonNull(operation, "operation");
        return this;
    }

    /** How it ended. */
    public Event outcome(Outcome outcome) {
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        return this;
    }

    /** Another level than the catalogue's. */
    public Event level(Level level) {
        this.level = Objects.requireNonNull(level, "level");
        return this;
    }

    /**
     * A field: a number, a boolean, an enum, a duration (written in seconds), a plain text, a {@link Sensitive} or a
     * list of them. An absent value, {@code null} or an empty {@code Optional}, leaves the field out.
     */
    public Event field(String name, Object value) {
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("The log has a meaning of its own for the field '" + name + "'");
        }
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (present != null) {
            fields.put(name, present);
        }
        return this;
    }

    /** The reason of an expected failure: type and message; the stack trace only if the logger is at debug. */
    public Event error(Throwable error) {
        return because(error, true);
    }

    /** The reason of a failure that nobody expected: with its stack trace. */
    public Event unexpectedError(Throwable error) {
        return because(error, false);
    }

    private Event because(Throwable error, boolean expected) {
        this.error = Objects.requireNonNull(error, "error");
        this.expected = expected;
        return this;
    }

    /** Writes the event. The message is a constant sentence. */
    public void log(Logger logger, String message) {
        Level effectiveLevel = effectiveLevel();
        if (!logger.isEnabledForLevel(effectiveLevel)) {
            return;
        }
        if (outcome == null && error != null) {
            outcome = Outcome.FAILURE;
        }
        LoggingEventBuilder builder = logger.atLevel(effectiveLevel);
        builder.addKeyValue("operation", operation);
        if (outcome != null) {
            builder.addKeyValue("outcome", outcome);
        }
        builder.addKeyValue("event", name);
        fields.forEach(builder::addKeyValue);
        addError(builder, logger);
        builder.log(message);
    }

    private void addError(LoggingEventBuilder builder, Logger logger) {
        if (error == null) {
            return;
        }
        if (expected && !logger.isDebugEnabled()) {
            builder.addKeyValue("error.type", error.getClass().getName());
            builder.addKeyValue("error.message", SafeError.describe(error));
        } else {
            builder.setCause(error);
        }
    }

    private Level effectiveLevel() {
        if (level != null) {
            return level;
        }
        if (error != null && !expected) {
            return Level.ERROR;
        }
        boolean failed = error != null || outcome == Outcome.FAILURE;
        return failed && name.level().toInt() < Level.WARN.toInt() ? Level.WARN : name.level();
    }
}
