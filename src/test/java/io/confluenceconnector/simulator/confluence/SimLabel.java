package io.confluenceconnector.simulator.confluence;

import java.util.Locale;

/**
 * A label as Confluence stores it: lower case, without spaces and special characters (API facts 11).
 *
 * @param prefix {@code global}, {@code my}, {@code team} or {@code system}
 */
public record SimLabel(String prefix, String name) {

    private static final String FORBIDDEN = ".*[\\s:;,.?&\\[\\]()<>#^*@!].*";

    public SimLabel {
        name = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.matches(FORBIDDEN)) {
            throw new IllegalArgumentException("Confluence stores no such label: " + name);
        }
    }

    static SimLabel global(String name) {
        return new SimLabel("global", name);
    }

    boolean isGlobal() {
        return prefix.equals("global");
    }

    /** The number that the API gives as the label's id. */
    String id() {
        return String.valueOf(2_000_000 + Math.floorMod((prefix + ':' + name).hashCode(), 1_000_000));
    }

    /** The {@code label} field of v1: the name alone for global labels. */
    String qualifiedName() {
        return isGlobal() ? name : prefix + ':' + name;
    }
}
