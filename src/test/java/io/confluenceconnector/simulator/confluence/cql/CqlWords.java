package io.confluenceconnector.simulator.confluence.cql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a text search; a trailing {@code *} stands for any ending. */
record CqlWords(List<String> words) {

    private static final Pattern NO_WORD_CHARACTER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_QUERY_CHARACTER = Pattern.compile("[^\\p{L}\\p{N}*]+");

    CqlWords {
        words = List.copyOf(words);
    }

    static CqlWords of(String query) {
        return new CqlWords(split(query, NO_QUERY_CHARACTER).toList());
    }

    boolean allIn(String text) {
        Set<String> present = split(text, NO_WORD_CHARACTER).collect(Collectors.toSet());
        return words.stream().allMatch(word -> word.endsWith("*")
                ? present.stream().anyMatch(candidate -> candidate.startsWith(word.replace("*", "")))
                : present.contains(word));
    }

    private static Stream<String> split(String text, Pattern separator) {
        return Arrays.stream(separator.split(text.toLowerCase(Locale.ROOT))).filter(word -> !word.isEmpty());
    }
}
