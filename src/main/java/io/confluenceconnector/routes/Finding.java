package io.confluenceconnector.routes;

import io.confluenceconnector.config.Suggestion;

import java.util.Collection;
import java.util.TreeSet;

/** What a rule did not like: what was found, what is allowed instead (see {@link RouteProblem}), and what to do. */
record Finding(String found, String allowed, String remedy) {

    private static final int LONGEST_QUOTE = 80;

    /** A value of a file, short, on one line, and without the query of a URL, which may hold a secret (S9, S20). */
    static String quote(String value) {
        String plain = value.replaceAll("\\?.*", "?…").replaceAll("\\p{Cntrl}+", " ").strip();
        return "'" + (plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain) + "'";
    }

    /** A name that nobody knows: with the one that was meant, if there is such a one, or else with all of them. */
    static Finding unknown(String found, String name, Collection<String> known, String otherwise) {
        String remedy = Suggestion.of(name, known, otherwise);
        return new Finding(found, remedy.equals(otherwise) ? String.join(", ", new TreeSet<>(known)) : "", remedy);
    }

    RouteProblem at(Place place) {
        return new RouteProblem(place, found, allowed, remedy);
    }
}
