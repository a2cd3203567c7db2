package io.confluenceconnector.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that is wrong in the configuration; never holds the value of a secret field.
 *
 * @param file      the tenant file, or what else was read ("environment")
 * @param line      the line in the file, counted from 1
 * @param fieldPath the field with its parents, e.g. {@code confluence.auth.clientSecret}; empty for the file as a whole
 * @param problem   what is wrong
 * @param remedy    what would be right
 */
public record ConfigurationProblem(
        String file, OptionalInt line, Optional<String> fieldPath, String problem, String remedy) {

    /** Field and line; of a problem of the file as a whole only what is wrong. */
    public String place() {
        String place = where();
        return place.isEmpty() ? problem : place;
    }

    private String where() {
        return (fieldPath.orElse("") + (line.isPresent() ? " (line " + line.getAsInt() + ")" : "")).strip();
    }

    @Override
    public String toString() {
        String where = where();
        return (where.isEmpty() ? "" : where + ": ") + problem + ". " + remedy;
    }
}
