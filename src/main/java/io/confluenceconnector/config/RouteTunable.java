package io.confluenceconnector.config;

/**
 * A whole number in the routes that an integration engineer may set ({@code routes/README.md}), called as its variable.
 *
 * <p>Routes read it themselves, some of them in the middle of a cycle only, so that a wrong one is refused at start-up.
 */
enum RouteTunable {
    RETRY_ATTEMPTS(0, 10),
    RETRY_FIRST_DELAY_MILLIS(1, 10_000),
    ROOT_SCOPE_CHANGE_POLL_MILLIS(100, 60_000);

    private final int minimum;
    private final int maximum;

    RouteTunable(int minimum, int maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
    }

    int minimum() {
        return minimum;
    }

    int maximum() {
        return maximum;
    }
}
