package io.confluenceconnector.config;

/** Whether titles, names and ids are masked in the log, or shown in full (S10). */
public enum DiagnosticsPolicy implements Choice {
    CONCEAL, DISCLOSE
}
