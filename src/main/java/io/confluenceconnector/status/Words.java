package io.confluenceconnector.status;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and numbers as a person reads them. */
final class Words {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_CLOCK =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Duration TODAY = Duration.ofHours(20);

    private Words() {
    }

    /** A length of time in its two largest units. */
    static String length(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.isNegative()) {
            return "0 s";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds / 60 % 60, "min");
        }
        return two(seconds / 86_400, seconds / 86_400 == 1 ? "day" : "days", seconds / 3600 % 24, "h");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    static String ago(Instant then, Instant now) {
        Duration since = Duration.between(then, now);
        return since.compareTo(Duration.ofSeconds(5)) < 0 ? "just now" : rounded(since) + " ago";
    }

    static String in(Instant then, Instant now) {
        Duration until = Duration.between(now, then);
        return until.compareTo(Duration.ofSeconds(5)) < 0 ? "now" : "in " + rounded(until);
    }

    /** Seconds are of no use beyond two minutes. */
    private static String rounded(Duration duration) {
        return length(duration.compareTo(Duration.ofMinutes(2)) < 0 ? Duration.ofSeconds(duration.toSeconds())
                : Duration.ofMinutes(duration.toMinutes()));
    }

    /** The time of day in UTC; with the day when it is not about now. */
    static String at(Instant then, Instant now) {
        boolean near = Duration.between(then, now).abs().compareTo(TODAY) < 0;
        return (near ? CLOCK : DAY_AND_CLOCK).format(then) + " UTC";
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with its noun. @param one the noun for one; more take an s */
    static String count(long number, String one) {
        return number(number) + " " + one + (number == 1 ? "" : "s");
    }
}
