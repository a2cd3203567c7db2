package io.confluenceconnector.config;

import java.util.Locale;

/** One of the words that a field or variable may hold; implemented by enumerations. */
interface Choice {

    String name();

    /** The word as it is written in the configuration. */
    default String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
