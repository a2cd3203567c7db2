package io.confluenceconnector.logging;

/** What may be shown of a value of which only its type is known (S10, S12): some in full, all others by type and size. */
public final class ByType {
    private ByType() {
    }

    /** Numbers, truth values, constants, classes, {@link Loggable}s and {@link Sensitive}s in full; else the type. */
    public static String of(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof Enum<?>
                || value instanceof Class<?> || value instanceof Sensitive || value instanceof Loggable) {
            return MessageText.textOf(value);
        }
        return value instanceof CharSequence text ? "String(" + text.length() + ')' : value.getClass().getSimpleName();
    }
}
