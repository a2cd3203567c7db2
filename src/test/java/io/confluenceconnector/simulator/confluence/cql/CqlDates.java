package io.confluenceconnector.simulator.confluence.cql;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Date literals and functions, read in the server's zone and not in UTC (API facts 10, B92). */
final class CqlDates {

    private static final DateTimeFormatter LITERAL = new DateTimeFormatterBuilder()
            .appendPattern("[yyyy-MM-dd][yyyy/MM/dd][ HH:mm]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .toFormatter(Locale.ROOT);
    private static final Pattern OFFSET = Pattern.compile("([+-]?)(\\d{1,5})([yMwdhm])");

    private final String cql;
    private final ZoneOffset zone;
    private final Instant now;

    CqlDates(String cql, ZoneOffset zone, Instant now) {
        this.cql = cql;
        this.zone = zone;
        this.now = now;
    }

    Instant literal(String text) {
        try {
            return LocalDateTime.parse(text, LITERAL).toInstant(zone);
        } catch (DateTimeException e) {
            throw CqlException.badQuery(cql, "not a date: " + text);
        }
    }

    Instant function(String name, Optional<String> offset) {
        Instant start = switch (name.toLowerCase(Locale.ROOT)) {
            case "now" -> now;
            case "startofday" -> now.atOffset(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
            default -> throw CqlException.badQuery(cql, "unknown function " + name);
        };
        return offset.map(text -> shifted(start, text)).orElse(start);
    }

    private Instant shifted(Instant start, String text) {
        Matcher matcher = OFFSET.matcher(text);
        if (!matcher.matches()) {
            throw CqlException.badQuery(cql, "not an offset: " + text);
        }
        long amount = Long.parseLong(matcher.group(2)) * (matcher.group(1).equals("-") ? -1 : 1);
        OffsetDateTime time = start.atOffset(zone);
        return switch (matcher.group(3)) {
            case "y" -> time.plusYears(amount).toInstant();
            case "M" -> time.plusMonths(amount).toInstant();
            case "w" -> time.plusWeeks(amount).toInstant();
            case "d" -> time.plusDays(amount).toInstant();
            case "h" -> start.plus(Duration.ofHours(amount));
            default -> start.plus(Duration.ofMinutes(amount));
        };
    }
}
