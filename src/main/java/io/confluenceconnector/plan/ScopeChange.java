package io.confluenceconnector.plan;

import java.util.Locale;

/** What a sync would do with a space's scope before it uploads anything there (P9). */
public enum ScopeChange {
    /** Nothing: it exists, or nothing is uploaded there. */
    NONE,
    /** Create and mark it. */
    CREATE,
    /** Mark it as this tenant's. */
    MARK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
