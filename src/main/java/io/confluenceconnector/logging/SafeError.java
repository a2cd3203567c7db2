package io.confluenceconnector.logging;

/** What may be said about an error (S9, S10). */
final class SafeError {
    private SafeError() {
    }

    static String message(Throwable error) {
        return error.getClass().getName().startsWith("io.confluenceconnector.") ? error.getMessage() : "[Withheld]";
    }
}
