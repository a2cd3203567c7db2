package io.confluenceconnector.simulator.confluence.cql;

import java.time.ZoneOffset;
import java.util.Set;

/** What differs between the CQL of the two products (API facts 10, 12; B44, B45). */
public enum CqlDialect {
    /** Knows the newer space and content types; the back end stops at 2048 clauses (API facts 3.2). */
    CLOUD(
            Set.of("global", "personal", "collaboration", "knowledge_base"),
            Set.of("page", "blogpost", "comment", "attachment", "whiteboard", "database", "folder", "embed"),
            ZoneOffset.UTC,
            2048),
    /** Knows the classic types only; reads dates in the server's zone, one hour ahead of UTC. */
    DATA_CENTER(
            Set.of("global", "personal"),
            Set.of("page", "blogpost", "comment", "attachment"),
            ZoneOffset.ofHours(1),
            Integer.MAX_VALUE);

    private static final Set<String> CLOUD_ONLY_TYPES = Set.of("folder", "whiteboard", "database", "embed");

    private final Set<String> spaceTypes;
    private final Set<String> contentTypes;
    private final ZoneOffset zone;
    private final int clauseLimit;

    CqlDialect(Set<String> spaceTypes, Set<String> contentTypes, ZoneOffset zone, int clauseLimit) {
        this.spaceTypes = spaceTypes;
        this.contentTypes = contentTypes;
        this.zone = zone;
        this.clauseLimit = clauseLimit;
    }

    /** The zone in which date literals are read and in which the server writes its times. */
    public ZoneOffset zone() {
        return zone;
    }

    boolean knowsSpaceType(String type) {
        return spaceTypes.contains(type);
    }

    String contentType(String cql, String written) {
        String type = written.equals("smartlink") ? "embed" : written;
        if (contentTypes.contains(type)) {
            return type;
        }
        throw CLOUD_ONLY_TYPES.contains(type)
                ? CqlException.noContentTypeBinding(type)
                : CqlException.badQuery(cql, "unknown content type " + type);
    }

    void checkClauses(int clauses) {
        if (clauses > clauseLimit) {
            throw CqlException.tooManyClauses(clauseLimit);
        }
    }
}
