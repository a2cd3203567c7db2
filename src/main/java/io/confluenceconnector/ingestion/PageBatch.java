package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.IncompleteListingException;
import io.confluenceconnector.confluence.Listing;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.gateway.TransientException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages whose bodies are asked for together. An answer may bring fewer than it was asked for and promise the rest, or none
 * at all: the listing is followed until nothing is missing or nothing more is promised.
 */
public final class PageBatch {

    private final Map<String, PlannedItem> missing = new LinkedHashMap<>();
    private final Listing listing;

    /** @param listing brings the bodies of these pages */
    PageBatch(List<PlannedItem> pages, Listing listing) {
        pages.forEach(page -> missing.put(page.item().pageId(), page));
        this.listing = listing;
    }

    /** What an answer brought of one page. */
    public record Found(PlannedItem page, JsonNode record) {
        @Override
        public String toString() {
            return "found " + page;
        }
    }

    /** Whether a page is missing that another request may bring. */
    public boolean hasNext() {
        return !missing.isEmpty() && listing.hasNext();
    }

    public ConfluenceRequest next() {
        return listing.next();
    }

    /**
     * Takes the answer to {@link #next()}.
     *
     * @throws TransientException when no answer can be made of it
     */
    List<Found> accept(JsonNode answer) {
        List<Found> found = new ArrayList<>();
        try {
            for (JsonNode record : listing.accept(answer)) {
                PlannedItem page = missing.remove(record.path("id").asText());
                if (page != null) {
                    found.add(new Found(page, record));
                }
            }
        } catch (IncompleteListingException e) {
            throw new TransientException(e.getMessage());
        }
        return found;
    }

    /** The pages that no answer has brought so far. */
    List<PlannedItem> missing() {
        return List.copyOf(missing.values());
    }

    @Override
    public String toString() {
        return missing.size() + " pages";
    }
}
