package io.confluenceconnector.config;

/** The two positions of a switch in a tenant file. */
enum Switch implements Choice {
    ENABLED, DISABLED
}
