package io.confluenceconnector.secret;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A credential that shows itself only to the code that sends it (S8).
 *
 * <p>Text form, JSON form and everything built on them say {@code [Redacted]}. Two secrets are equal only when they
 * are the same object, so that no assertion or map prints or compares values.
 */
public final class Secret {

    /** What every text form of a secret says. */
    public static final String REDACTED = "[Redacted]";

    private final Supplier<String> source;

    private Secret(Supplier<String> source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /** A secret whose value never changes. */
    public static Secret of(String value) {
        Objects.requireNonNull(value, "value");
        return new Secret(() -> value);
    }

    /** A secret that is read anew at each use, so that a rotated file takes effect without a restart (P18). */
    public static Secret readFrom(Supplier<String> source) {
        return new Secret(source);
    }

    /** The value itself: for the moment of sending only; never keep, log or concatenate it into a URL. */
    public String reveal() {
        return source.get();
    }

    @Override
    @JsonValue
    public String toString() {
        return REDACTED;
    }
}
