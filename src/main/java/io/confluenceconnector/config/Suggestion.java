package io.confluenceconnector.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses the word that somebody meant. */
public final class Suggestion {

    private Suggestion() {
    }

    /** "Did you mean …?" when one of the possible words is close, and the other remedy if none is. */
    public static String of(String written, Collection<String> possible, String otherwise) {
        return closest(written, possible).map(word -> "Did you mean '" + word + "'?").orElse(otherwise);
    }

    static Optional<String> closest(String written, Collection<String> possible) {
        return possible.stream().filter(word -> isClose(plain(written), plain(word)))
                .min(Comparator.comparingInt(word -> distance(plain(written), plain(word))));
    }

    private static boolean isClose(String written, String word) {
        return distance(written, word) <= Math.max(1, word.length() / 4)
                || written.length() > 2 && word.startsWith(written) || written.length() > 4 && word.endsWith(written);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
    }

    /** The Levenshtein distance: how many letters must be put in, left out or replaced. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
