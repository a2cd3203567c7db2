package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * One paged listing: knows the next request and whether the end was reached. A route sends, a listing decides.
 *
 * <p>"Done" is never derived from a short page, since servers lower the limit silently.
 */
public sealed interface Listing permits CursorListing, OffsetListing {

    /** The floor of {@link #shrink()}. */
    int SMALLEST_LIMIT = 5;

    boolean hasNext();

    ConfluenceRequest next();

    /**
     * Takes the answer to {@link #next()}.
     *
     * @return its records
     * @throws IncompleteListingException when the listing goes round in circles or ends in nothing
     */
    List<JsonNode> accept(JsonNode answer);

    /**
     * Asks for half as many records from now on, after an answer that was too large or too slow for the server.
     *
     * @return false when the floor is reached and the listing must be given up
     */
    boolean shrink();

    /** The records of an answer; an answer without them is no listing at all. */
    static List<JsonNode> results(JsonNode answer) {
        JsonNode results = answer.path("results");
        if (!results.isArray()) {
            throw new IncompleteListingException("Confluence's answer to a listing has no results array");
        }
        List<JsonNode> records = new ArrayList<>(results.size());
        results.forEach(records::add);
        return records;
    }
}
