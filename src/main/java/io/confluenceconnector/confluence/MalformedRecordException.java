package io.confluenceconnector.confluence;

import java.util.Optional;

/** One record of an answer cannot be read; it is reported and protected, and fails nothing else (P6). */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> id;

    public MalformedRecordException(String what, Optional<String> id) {
        super(what);
        this.id = id;
    }

    public MalformedRecordException(String what) {
        this(what, Optional.empty());
    }

    /** The record's id when at least that could be read. */
    public Optional<String> id() {
        return id == null ? Optional.empty() : id;
    }
}
