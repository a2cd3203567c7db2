package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paging of Cloud: the {@code next} link is followed as a whole, whatever its form. */
final class CursorListing implements Listing {
    private static final Pattern LIMIT = Pattern.compile("([?&]limit=)(\\d+)");
    private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]*)");
    private static final int MOST_VAIN_PAGES = 3;

    private final String endpoint;
    private final Function<String, URI> links;
    private final Set<String> cursors = new HashSet<>();
    private final SeenRecords seen = new SeenRecords();
    private URI next;
    private int vainPages;
    private int largestLimit = Integer.MAX_VALUE;

    CursorListing(ConfluenceRequest first, Function<String, URI> links) {
        this.endpoint = first.endpoint();
        this.next = first.uri();
        this.links = links;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ConfluenceRequest next() {
        return new ConfluenceRequest(endpoint, withLimit(next));
    }

    @Override
    public List<JsonNode> accept(JsonNode answer) {
        List<JsonNode> records = Listing.results(answer);
        String link = answer.path("_links").path("next").asText("");
        vainPages = seen.addAll(records) ? 0 : vainPages + 1;
        if (link.isBlank()) {
            next = null;
            seen.clear();
        } else if (vainPages > MOST_VAIN_PAGES) {
            throw new IncompleteListingException("Confluence sent " + vainPages + " pages in a row to " + endpoint
                    + " that were empty or repeated earlier ones, each promising more: the listing was given up");
        } else {
            follow(link);
        }
        return records;
    }

    private void follow(String link) {
        next = links.apply(link);
        Matcher cursor = CURSOR.matcher(link);
        if (!cursors.add(cursor.find() ? cursor.group(1) : link)) {
            throw new IncompleteListingException("Confluence sent the same next link twice to " + endpoint
                    + ": the listing goes round in circles and was given up");
        }
    }

    @Override
    public boolean shrink() {
        int limit = limitOf(next);
        largestLimit = Math.max(SMALLEST_LIMIT, limit / 2);
        return limit > SMALLEST_LIMIT;
    }

    private int limitOf(URI uri) {
        Matcher limit = LIMIT.matcher(uri.toString());
        int asked = limit.find() ? Integer.parseInt(limit.group(2)) : 0;
        return Math.min(asked, largestLimit);
    }

    private URI withLimit(URI uri) {
        return largestLimit == Integer.MAX_VALUE ? uri
                : URI.create(LIMIT.matcher(uri.toString()).replaceFirst("$1" + limitOf(uri)));
    }
}
