package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Paging of Data Center: {@code start} advances by the records received, never by the limit; a {@code next} link beyond
 * the end and a missing one before it are both survived.
 */
final class OffsetListing implements Listing {
    private final ConfluenceRequest first;
    private int limit;
    private int start;
    private boolean done;
    /** Of all pages so far, since some servers come back to the beginning by way of other pages (B09). */
    private final Set<String> seen = new HashSet<>();

    /** @param first the request without {@code start} and {@code limit} */
    OffsetListing(ConfluenceRequest first, int limit) {
        this.first = first;
        this.limit = limit;
    }

    @Override
    public boolean hasNext() {
        return !done;
    }

    @Override
    public ConfluenceRequest next() {
        String separator = first.uri().getRawQuery() == null ? "?" : "&";
        return new ConfluenceRequest(first.endpoint(),
                URI.create(first.uri() + separator + "start=" + start + "&limit=" + limit));
    }

    @Override
    public List<JsonNode> accept(JsonNode answer) {
        List<JsonNode> records = Listing.results(answer);
        boolean somethingNew = false;
        for (JsonNode record : records) {
            somethingNew |= seen.add(identity(record));
        }
        boolean more = answer.path("_links").hasNonNull("next") || records.size() >= effectiveLimit(answer);
        done = !somethingNew || !more;
        start += records.size();
        if (done) {
            seen.clear();
        }
        return somethingNew ? records : List.of();
    }

    /** The id, or all that a record says that has none. */
    private static String identity(JsonNode record) {
        String id = record.path("id").asText();
        return id.isEmpty() ? record.toString() : id;
    }

    private int effectiveLimit(JsonNode answer) {
        int echoed = answer.path("limit").asInt(limit);
        return echoed > 0 ? Math.min(limit, echoed) : limit;
    }

    @Override
    public boolean shrink() {
        boolean smaller = limit > SMALLEST_LIMIT;
        limit = Math.max(SMALLEST_LIMIT, limit / 2);
        return smaller;
    }
}
