package io.confluenceconnector.config;

import java.util.Locale;

/** The two positions of a switch in a tenant file. */
enum Switch implements Choice {
    ENABLED, DISABLED;

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
