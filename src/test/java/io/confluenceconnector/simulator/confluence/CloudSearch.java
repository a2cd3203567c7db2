package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Cloud's v1 {@code content/search}: pages by cursor, and ignores {@code start} (API facts 3.1, B07). */
final class CloudSearch {

    private static final Set<String> PARAMETERS = Set.of(
            "cql", "cqlcontext", "expand", "limit", "cursor", "start", "next", "includeArchivedSpaces");
    private static final String CURSOR_PREFIX = "_f_";
    private static final String CURSOR_MIDDLE = "_sa_";

    private final SearchPages pages;
    private final V1Json json;
    private final AtomicInteger emptyPages = new AtomicInteger();

    CloudSearch(SearchPages pages, V1Json json) {
        this.pages = pages;
        this.json = json;
    }

    /** The next so many answers hold no results and a link to go on (API facts 3.1). */
    void emptyPages(int count) {
        emptyPages.set(count);
    }

    Reply search(Call call) {
        SearchPages.refuseDuplicates(call);
        refuseUnknown(call);
        Expansions expand = Expansions.of(call.listParameter("expand"));
        int limit = SearchPages.limit(call);
        int size = Math.min(limit, expand.pageSizeCap());
        int from = call.parameter("cursor").map(CloudSearch::offset).orElse(0);
        List<String> ids = pages.find(call);
        int stillEmpty = emptyPages.getAndUpdate(count -> Math.max(0, count - 1));
        if (stillEmpty > 0) {
            return linked(json.results(List.of(), from, limit), next(call, "empty " + stillEmpty, from));
        }
        ObjectNode answer = json.results(pages.render(ids, from, size, expand), from, limit);
        return from + size < ids.size()
                ? linked(answer, next(call, ids.get(from + size - 1), from + size))
                : Reply.json(200, answer);
    }

    private static Reply linked(ObjectNode answer, String next) {
        ((ObjectNode) answer.get("_links")).put("next", next);
        return Reply.json(200, answer);
    }

    private static void refuseUnknown(Call call) {
        if (!PARAMETERS.containsAll(call.query().keySet())) {
            throw new Refusal(
                    V1Json.error(400, "BadRequestException", "unknown parameter in " + call.query().keySet()));
        }
    }

    private static String next(Call call, String lastId, int offset) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("next", "true");
        parameters.put("cursor", CURSOR_PREFIX + base64(String.valueOf(offset)) + CURSOR_MIDDLE
                + base64("[\"" + lastId + "\"]"));
        call.query().forEach((name, values) -> parameters.putIfAbsent(name, values.get(0)));
        parameters.put("start", String.valueOf(offset));
        return "/rest/api/content/search?" + parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Product.percentEncoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String cursor) {
        try {
            int middle = cursor.indexOf(CURSOR_MIDDLE);
            String encoded = cursor.substring(CURSOR_PREFIX.length(), middle);
            return Integer.parseInt(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Refusal(V1Json.error(400, "BadRequestException", "cursor is not valid"));
        }
    }
}
