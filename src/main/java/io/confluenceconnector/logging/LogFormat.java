package io.confluenceconnector.logging;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two forms of the log ({@code LOG_FORMAT}). */
public enum LogFormat {
    /** One JSON object a line, for log collectors. */
    JSON,
    /** Readable lines, for people at a terminal. */
    TEXT;

    /** The format that a setting names; empty for anything but {@code json} and {@code text}. */
    public static Optional<LogFormat> named(String name) {
        return Arrays.stream(values()).filter(format -> format.toString().equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
