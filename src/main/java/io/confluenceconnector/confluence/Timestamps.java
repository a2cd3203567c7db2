package io.confluenceconnector.confluence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Reads Confluence's timestamps: {@code Z}, {@code +01:00} and {@code +0100}, with and without fractions (B96). */
public final class Timestamps {
    private static final DateTimeFormatter ANY_OFFSET =
            new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).appendPattern("[XXX][XX][X]").toFormatter();

    private Timestamps() {
    }

    /** The instant of a timestamp; empty when it is none. */
    public static Optional<Instant> instant(String timestamp) {
        try {
            return Optional.of(OffsetDateTime.parse(timestamp, ANY_OFFSET).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
