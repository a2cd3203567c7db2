package io.confluenceconnector.logging;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line for people at a terminal: time, level, tenant and cycle, message, then the fields; a stack trace below it. Of the many
 * counts of a cycle those that are zero are left out. The level is coloured when the terminal wants colours.
 */
final class TextFormat implements LineFormat {

    private static final String RESET = "\u001B[0m";

    private final DateTimeFormatter time;
    private final boolean coloured;

    TextFormat(ZoneId zone, boolean coloured) {
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
        this.coloured = coloured;
    }

    @Override
    public String line(LogLine line) {
        Map<String, Object> fields = new LinkedHashMap<>(line.fields());
        String context = Stream.of(LogContext.TENANT_NAME, LogContext.CYCLE_ID)
                .map(fields::remove).filter(Objects::nonNull)
                .map(TextFormat::plain).collect(Collectors.joining("/"));
        fields.remove("operation");
        fields.remove("error.message", fields.get("reason")); // told already
        if (EventName.CYCLE_FINISHED.toString().equals(fields.get("event"))) {
            fields.values().removeIf(List.<Object>of(0, 0L)::contains);
        }
        if (!MessageText.isOurs(line.logger())) {
            fields.put("logger", line.logger());
        }
        StringBuilder text = new StringBuilder(256)
                .append(time.format(line.timestamp())).append(' ').append(level(line.level())).append(' ');
        if (!context.isEmpty()) {
            text.append('[').append(context).append("] ");
        }
        text.append(ControlCharacters.escaped(line.message()));
        fields.forEach((name, value) -> text.append(' ').append(ControlCharacters.escaped(name)).append('=').append(quoted(value)));
        line.stackTrace().ifPresent(stackTrace -> appendStackTrace(text, stackTrace));
        return text.append('\n').toString();
    }

    private String level(String level) {
        String padded = "%-5s".formatted(level);
        return coloured ? colour(level) + padded + RESET : padded;
    }

    private static String colour(String level) {
        return switch (level) {
            case "ERROR" -> "\u001B[1;31m";
            case "WARN" -> "\u001B[33m";
            case "INFO" -> "\u001B[32m";
            default -> "\u001B[2m";
        };
    }

    private static String plain(Object value) {
        return ControlCharacters.escaped(value.toString());
    }

    private static String quoted(Object value) {
        String text = plain(value);
        boolean bare = !text.isEmpty() && text.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
        return bare ? text : '"' + text.replace("\"", "\\\"") + '"';
    }

    /** Only the line ends that we put into the trace ourselves end a line: messages in it have none left. */
    private static void appendStackTrace(StringBuilder text, String stackTrace) {
        stackTrace.lines().forEach(frame -> text.append("\n    ").append(ControlCharacters.escaped(frame.replace("\t", "  "))));
    }
}
