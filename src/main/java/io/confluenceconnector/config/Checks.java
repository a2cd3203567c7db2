package io.confluenceconnector.config;

/** Guards of the records' constructors; the readers have reported the same problems before, with file and line. */
final class Checks {

    private Checks() {
    }

    static void atLeast(int minimum, int value, String field) {
        if (value < minimum) {
            throw new IllegalArgumentException(field + " must be at least " + minimum + " but is " + value);
        }
    }

    static String notBlank(String value, String field) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
        return value;
    }
}
