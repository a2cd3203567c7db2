package io.confluenceconnector.config;

/** JSON lines for machines, or text for people at a terminal. */
public enum LogFormat implements Choice {
    JSON, TEXT
}
