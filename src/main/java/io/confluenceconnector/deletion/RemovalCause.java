package io.confluenceconnector.deletion;

import io.confluenceconnector.cycle.Count;

import java.util.Locale;

/** Why a scope is removed with its files; each cause has counts of its own. */
public enum RemovalCause {
    /** Its space is no longer selected (P12). */
    SPACE_GONE(Count.REMOVED_SPACE_FILES_DELETED, Count.REMOVED_SPACE_FILES_FAILED, Count.SPACES_REMOVED, Count.SPACES_FAILED),
    /** Its tenant is to be removed (P16). */
    TENANT_DELETED(Count.TENANT_FILES_DELETED, Count.TENANT_FILES_FAILED, Count.TENANT_SCOPES_REMOVED, Count.TENANT_SCOPES_FAILED);

    private final Count files;
    private final Count filesFailed;
    private final Count removed;
    private final Count failed;

    RemovalCause(Count files, Count filesFailed, Count removed, Count failed) {
        this.files = files;
        this.filesFailed = filesFailed;
        this.removed = removed;
        this.failed = failed;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    Count files() {
        return files;
    }

    Count filesFailed() {
        return filesFailed;
    }

    Count removed() {
        return removed;
    }

    Count failed() {
        return failed;
    }
}
