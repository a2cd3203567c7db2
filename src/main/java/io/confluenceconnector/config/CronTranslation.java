package io.confluenceconnector.config;

import java.time.Month;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Translates the cron syntax of Unix into that of Quartz.
 *
 * <p>Quartz counts the days of the week from 1 = Sunday, wants {@code ?} in one of the two day fields, and reads some
 * steps and ranges differently. So every field is expanded into its values, and those are written out: what is left are
 * lists of numbers, on which both agree.
 */
final class CronTranslation {

    private enum Field {
        SECOND("second", 0, 59),
        MINUTE("minute", 0, 59),
        HOUR("hour", 0, 23),
        DAY_OF_MONTH("day of month", 1, 31),
        MONTH("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
        DAY_OF_WEEK("day of week", 0, 6, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

        final String label;
        final int first;
        final int last;
        final List<String> words;

        Field(String label, int first, int last, String... words) {
            this.label = label;
            this.first = first;
            this.last = last;
            this.words = List.of(words);
        }

        /** Sunday may be written as 0 and as 7. */
        int lastWritten() {
            return this == DAY_OF_WEEK ? last + 1 : last;
        }

        boolean isEverything(NavigableSet<Integer> values) {
            return values.size() == last - first + 1;
        }
    }

    private static final Pattern PART =
            Pattern.compile("(?<from>\\*|\\w+)(-(?<to>\\w+))?(/(?<step>\\d{1,4}))?");

    private CronTranslation() {
    }

    /**
     * The Quartz expression for the same moments.
     *
     * @param cron five fields, or six with seconds first
     * @throws IllegalArgumentException with a message for the operator when there is none
     */
    static String toQuartz(String cron) {
        List<String> fields = List.of(cron.strip().split("\\s+"));
        if (fields.size() != 5 && fields.size() != 6) {
            throw new IllegalArgumentException("it has " + fields.size() + (fields.size() == 1 ? " field" : " fields")
                    + " instead of five (minute, hour, day of month, month, day of week), or six with seconds first");
        }
        int minute = fields.size() - 5;
        String second = minute == 0 ? "0" : list(Field.SECOND, values(Field.SECOND, fields.get(0)));
        NavigableSet<Integer> days = values(Field.DAY_OF_MONTH, fields.get(minute + 2));
        NavigableSet<Integer> months = values(Field.MONTH, fields.get(minute + 3));
        NavigableSet<Integer> weekdays = values(Field.DAY_OF_WEEK, fields.get(minute + 4));
        requireOneKindOfDay(days, weekdays);
        requireThatItHappens(days, months);
        boolean everyWeekday = Field.DAY_OF_WEEK.isEverything(weekdays);
        return String.join(" ",
                second,
                list(Field.MINUTE, values(Field.MINUTE, fields.get(minute))),
                list(Field.HOUR, values(Field.HOUR, fields.get(minute + 1))),
                everyWeekday ? list(Field.DAY_OF_MONTH, days) : "?",
                list(Field.MONTH, months),
                everyWeekday ? "?" : weekdays.stream().map(day -> "" + (day + 1)).collect(Collectors.joining(",")));
    }

    private static void requireOneKindOfDay(NavigableSet<Integer> days, NavigableSet<Integer> weekdays) {
        if (!Field.DAY_OF_MONTH.isEverything(days) && !Field.DAY_OF_WEEK.isEverything(weekdays)) {
            throw new IllegalArgumentException("it restricts both the day of month and the day of week, which cannot be "
                    + "scheduled: leave one of the two at *");
        }
    }

    private static void requireThatItHappens(NavigableSet<Integer> days, NavigableSet<Integer> months) {
        if (months.stream().noneMatch(month -> Month.of(month).maxLength() >= days.first())) {
            throw new IllegalArgumentException("it never happens: no chosen month has a day " + days.first());
        }
    }

    private static NavigableSet<Integer> values(Field field, String text) {
        NavigableSet<Integer> values = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            addPart(field, "?".equals(part) && field.label.startsWith("day") ? "*" : part, values);
        }
        return values;
    }

    private static void addPart(Field field, String part, NavigableSet<Integer> values) {
        Matcher parsed = PART.matcher(part);
        if (!parsed.matches()) {
            throw invalid(field, part, "use numbers, * , lists (1,2), ranges (1-5) and steps (*/15)");
        }
        boolean every = "*".equals(parsed.group("from"));
        int from = every ? field.first : number(field, part, parsed.group("from"));
        int to = end(field, parsed, every, from);
        int step = parsed.group("step") == null ? 1 : Integer.parseInt(parsed.group("step"));
        if (every && parsed.group("to") != null || from > to || step == 0) {
            throw invalid(field, part, "a range goes from the lower to the higher number, and a step is at least 1");
        }
        for (int value = from; value <= to; value += step) {
            values.add(value > field.last ? field.first : value);
        }
    }

    /** Where a range ends: {@code 5} at itself, {@code *} and {@code 5/10} with the field, {@code FRI-SUN} on Sunday. */
    private static int end(Field field, Matcher parsed, boolean every, int from) {
        if (parsed.group("to") == null) {
            return every || parsed.group("step") != null ? Math.max(from, field.last) : from;
        }
        int to = number(field, parsed.group(), parsed.group("to"));
        return field == Field.DAY_OF_WEEK && to == field.first && from > to ? field.lastWritten() : to;
    }

    private static int number(Field field, String part, String text) {
        int word = field.words.indexOf(text.toUpperCase(Locale.ROOT));
        if (word >= 0) {
            return field.first + word;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < field.first
                || Integer.parseInt(text) > field.lastWritten()) {
            throw invalid(field, part, "it goes from " + field.first + " to " + field.lastWritten());
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException invalid(Field field, String part, String remedy) {
        return new IllegalArgumentException("'" + part + "' is not possible as " + field.label + ": " + remedy);
    }

    private static String list(Field field, NavigableSet<Integer> values) {
        return field.isEverything(values)
                ? "*"
                : values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
