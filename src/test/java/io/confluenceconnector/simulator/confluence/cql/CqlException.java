package io.confluenceconnector.simulator.confluence.cql;

/** A query that Confluence answers with an error instead of results. */
public final class CqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private CqlException(int status, String message) {
        super(message);
        this.status = status;
    }

    static CqlException badQuery(String cql, String reason) {
        return new CqlException(400, "Could not parse cql : " + cql + " (" + reason + ")");
    }

    static CqlException noContentTypeBinding(String type) {
        return new CqlException(500, "No ContentTypeBinding found for type: " + type);
    }

    static CqlException tooManyClauses(int limit) {
        return new CqlException(500, "SSStatusCodeException: query expands to more than " + limit + " clauses");
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }
}
