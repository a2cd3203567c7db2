package io.confluenceconnector.logging;

import java.util.Locale;

/** The operations that the audit log tells apart (S18). */
public enum Operation {
    CYCLE, OWNERSHIP_CHECK, DISCOVERY, DIFF, SCOPE_CREATION, INGEST, MOVE, DELETE, VETO, CLEANUP, RECONCILIATION, TOKEN_FETCH,
    REQUEST, CONFIGURATION, PROCESS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
