package io.confluenceconnector.gateway;

/** Refusals that only an answer's check makes. */
public final class Refusals {
    private Refusals() {
    }

    /** A status that a proxy answers with, or a server that is starting. */
    public static ForeignRefusalException ofAnother(int status) {
        return new ForeignRefusalException("refused by another", new OptionalStatus(status));
    }
}
