package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.List;

/**
 * Paging of Data Center: {@code start} advances by the records received, never by the limit; a {@code next} link beyond
 * the end and a missing one before it are both survived.
 */
final class OffsetListing implements Listing {
    private final ConfluenceRequest first;
    private int limit;
    private int start;
    private boolean done;
    private final SeenRecords seen = new SeenRecords();

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
        boolean somethingNew = seen.addAll(records);
        boolean more = answer.path("_links").hasNonNull("next") || records.size() >= effectiveLimit(answer);
        done = !somethingNew || !more;
        start += records.size();
        if (done) {
            seen.clear();
        }
        return somethingNew ? records : List.of();
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
