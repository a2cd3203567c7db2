package io.confluenceconnector.cycle;

import java.util.Locale;

/** What a tenant is doing, in the words of the {@code cfc_sync_phase} metric. */
public enum Phase {
    IDLE, SCANNING, DIFFING, INGESTING_PAGES, INGESTING_ATTACHMENTS, DELETING, CLEANING_UP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
