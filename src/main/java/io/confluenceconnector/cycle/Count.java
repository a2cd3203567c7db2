package io.confluenceconnector.cycle;

import java.util.Locale;

/** What a cycle counts, per space. */
public enum Count {
    PAGES_DISCOVERED, ATTACHMENTS_DISCOVERED,
    /** Records that could not be read, and pages whose attachments Confluence refused to list (P6). */
    PAGES_UNREADABLE, ATTACHMENTS_UNREADABLE,
    VETOED_BY_EXTENSION,
    DIFF_NEW, DIFF_UPDATED, DIFF_MOVED, DIFF_DELETED,
    SCOPES_CREATED,
    PAGES_INGESTED, PAGES_SKIPPED, PAGES_FAILED,
    IMAGES_INLINED, IMAGES_LEFT_OUT,
    ATTACHMENTS_INGESTED, ATTACHMENTS_SKIPPED, ATTACHMENTS_FAILED,
    MOVED, MOVES_FAILED,
    DELETED, DELETIONS_FAILED, DELETIONS_VETOED, DELETIONS_PENDING, DELETIONS_HELD, DELETIONS_UNANSWERED,
    PROTECTED,
    INGESTED_AGAIN, LABELS_UPDATED, LABEL_UPDATES_FAILED, GIVEN_UP,
    SPACES_REMOVED, REMOVED_SPACE_FILES_DELETED, REMOVED_SPACE_FILES_FAILED, SPACES_FAILED,
    TENANT_FILES_DELETED, TENANT_FILES_FAILED, TENANT_SCOPES_REMOVED, TENANT_SCOPES_FAILED;

    /** The name in reports and logs, in camel case. */
    public String field() {
        StringBuilder field = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            field.append(field.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return field.toString();
    }
}
