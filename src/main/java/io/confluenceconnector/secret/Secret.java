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

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String ROUTES = "org.apache.camel.";

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

    /**
     * The value itself: for the moment of sending only; never keep, log or concatenate it into a URL.
     *
     * @throws IllegalStateException when a step of a route asks, which may call any method of what it gets hold of
     */
    public String reveal() {
        if (CALLERS.getCallerClass().getName().startsWith(ROUTES)) {
            throw new IllegalStateException("Routes do not see secrets (S8)");
        }
        return source.get();
    }

    @Override
    @JsonValue
    public String toString() {
        return REDACTED;
    }
}
