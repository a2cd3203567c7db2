package io.confluenceconnector.sync;

/**
 * One change that people make to a wiki. What it concerns is picked by number among what there is, so that a scenario
 * stays meaningful when parts of it are left out.
 */
record WikiEdit(Kind kind, int what, int where) {

    enum Kind {
        ADD_SPACE, REMOVE_SPACE, ADD_PAGE, ADD_CHILD, ADD_BLOG_POST, EDIT, RETITLE, LABEL, UNLABEL, MOVE_BELOW,
        MOVE_TO_SPACE, TRASH, ARCHIVE, RESTORE, PURGE, RESTRICT, ATTACH, REPLACE_FILE, REMOVE_FILE, TRASH_FILE
    }

    @Override
    public String toString() {
        return kind + "(" + what + "," + where + ")";
    }
}
