package io.confluenceconnector.config;

/** The least severe events that are logged. */
public enum LogLevel implements Choice {
    ERROR, WARN, INFO, DEBUG
}
