package io.confluenceconnector.logging;

import org.slf4j.event.Level;

import java.util.Objects;

/** How this process logs; {@code level} is the one of the connector itself, libraries are quieter by one. */
public record LogSettings(Level level, LogFormat format, DiagnosticsPolicy policy, LogStream stream) {

    /** What holds until the settings are read: nothing of people or content is shown. */
    public static final LogSettings DEFAULT =
            new LogSettings(Level.INFO, LogFormat.JSON, DiagnosticsPolicy.CONCEAL, LogStream.STDOUT);

    public LogSettings {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(stream, "stream");
    }
}
