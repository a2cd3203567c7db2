package io.confluenceconnector.routes;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A component's scheme and the name behind it; where a route listens or sends. */
record EndpointUri(String scheme, String name) {

    /** No blanks, separators, placeholders or expressions, so that one URI cannot smuggle in another one. */
    private static final Pattern LITERAL = Pattern.compile("([a-z][a-z0-9.-]*):(?://)?([^?#{}$\\s,;+|]+)");
    private static final Pattern BARE = Pattern.compile("[a-z][a-z0-9.-]*");

    /** What editors write as an option instead of behind the scheme. */
    private static final Map<String, String> NAME_OPTIONS = Map.of("direct", "name", "timer", "timername", "quartz",
            "triggername", "log", "loggername", "bean", "beanname");

    /** Reads {@code scheme:name}, or a scheme alone whose name is an option; empty when it is neither. */
    static Optional<EndpointUri> literal(String uri, Map<String, String> options) {
        if (BARE.matcher(uri).matches()) {
            return Optional.ofNullable(NAME_OPTIONS.get(uri)).map(options::get)
                    .flatMap(name -> literal(uri + ":" + name, Map.of()));
        }
        Matcher matcher = LITERAL.matcher(uri);
        return matcher.matches() ? Optional.of(new EndpointUri(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Whether routes of the same set are at both ends. */
    boolean isInternal() {
        return scheme.equals("direct");
    }

    @Override
    public String toString() {
        return scheme + ":" + name;
    }
}
