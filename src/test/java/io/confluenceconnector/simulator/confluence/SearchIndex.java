package io.confluenceconnector.simulator.confluence;

import io.confluenceconnector.simulator.confluence.cql.CqlDialect;
import io.confluenceconnector.simulator.confluence.cql.CqlQuery;
import io.confluenceconnector.simulator.confluence.cql.IndexedContent;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What search knows: a snapshot of the content at one generation, which remembers its answers. */
final class SearchIndex {

    private static final int REMEMBERED_QUERIES = 512;

    private final long generation;
    private final Map<String, IndexedContent> entries;
    private final Set<String> archived;
    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();

    /** @param archived ids of what lies in archived spaces */
    SearchIndex(long generation, List<IndexedContent> entries, Set<String> archived) {
        this.generation = generation;
        this.archived = Set.copyOf(archived);
        this.entries = entries.stream().collect(Collectors.toUnmodifiableMap(IndexedContent::id, Function.identity()));
    }

    long generation() {
        return generation;
    }

    /**
     * The ids that a query finds, in its order. Without {@code ORDER BY} the order is another one after each change of
     * the content, because relevance is no stable order; archived spaces are left out by default (API facts 10).
     */
    List<String> find(String cql, boolean archivedToo, CqlDialect dialect, Instant now) {
        if (answers.size() > REMEMBERED_QUERIES) {
            answers.clear();
        }
        List<String> found = answers.computeIfAbsent(cql, text -> evaluate(CqlQuery.parse(text, dialect, now)));
        return archivedToo || archived.isEmpty() ? found
                : found.stream().filter(id -> !archived.contains(id)).toList();
    }

    private List<String> evaluate(CqlQuery query) {
        Stream<IndexedContent> candidates = query.requiredIds()
                .map(ids -> ids.stream().filter(entries::containsKey).map(entries::get))
                .orElseGet(() -> entries.values().stream());
        return candidates.filter(query::matches)
                .sorted(query.order().orElseGet(this::relevance))
                .map(IndexedContent::id)
                .toList();
    }

    private Comparator<IndexedContent> relevance() {
        return Comparator.comparingInt(
                entry -> ((int) (Long.parseLong(entry.id()) * 31 + generation)) * 0x9E3779B9);
    }
}
