package io.confluenceconnector.plan;

import java.util.Locale;

/** What a sync would do about the root scope before anything else (P2, P3). */
public enum RootScopeState {
    /** It carries this instance's mark. */
    OURS,
    /** It carries no mark: it would be claimed. */
    UNCLAIMED,
    /** Another scope carries this instance's mark: what lies below that one would be moved here first. */
    CHANGED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
