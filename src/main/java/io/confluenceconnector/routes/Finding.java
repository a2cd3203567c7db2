package io.confluenceconnector.routes;

/** What a rule did not like: what was found, what is allowed instead, and what to do about it. */
record Finding(String found, String allowed, String remedy) {

    private static final int LONGEST_QUOTE = 80;

    /** A value of a file, short, on one line, and without the query of a URL, which may hold a secret (S9, S20). */
    static String quote(String value) {
        String plain = value.replaceAll("\\?.*", "?…").replaceAll("\\p{Cntrl}+", " ").strip();
        return "'" + (plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain) + "'";
    }

    RouteProblem at(Place place) {
        return new RouteProblem(place, found, allowed, remedy);
    }
}
