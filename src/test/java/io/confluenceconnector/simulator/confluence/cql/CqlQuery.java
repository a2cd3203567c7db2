package io.confluenceconnector.simulator.confluence.cql;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A parsed query. */
public final class CqlQuery {

    private final CqlCondition where;
    private final List<CqlOrder> orderBy;

    CqlQuery(CqlCondition where, List<CqlOrder> orderBy) {
        this.where = where;
        this.orderBy = List.copyOf(orderBy);
    }

    /**
     * Parses a query as the given product does.
     *
     * @param now the moment that {@code now()} means
     * @throws CqlException when the product would refuse the query
     */
    public static CqlQuery parse(String cql, CqlDialect dialect, Instant now) {
        return new CqlParser(cql, dialect, now).parse();
    }

    /** Whether an entry of the index belongs to the result. */
    public boolean matches(IndexedContent content) {
        return where.matches(content);
    }

    /** The ids among which all results are, when the query names them: they need no look at the whole index. */
    public Optional<Set<String>> requiredIds() {
        return where.required(CqlField.ID);
    }

    /** The space keys among which all results are, when the query names them. */
    public Set<String> requiredSpaces() {
        return where.required(CqlField.SPACE).orElse(Set.of());
    }

    /** The order that the query asks for; empty means relevance, which is no stable order (API facts 10). */
    public Optional<Comparator<IndexedContent>> order() {
        return orderBy.stream().map(CqlOrder::comparator).reduce(Comparator::thenComparing);
    }
}
