package io.confluenceconnector.config;

/** One of the words that a field or variable may hold. */
interface Choice {

    /** The word as it is written in the configuration. */
    String text();
}
