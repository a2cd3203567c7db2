package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.confluenceconnector.simulator.confluence.cql.CqlException;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What both products share in answering {@code content/search}: the query, the hits, the page size. */
final class SearchPages {

    private static final String DEFAULT_LIMIT = "25";

    private final Site site;
    private final V1Json json;

    SearchPages(Site site, V1Json json) {
        this.site = site;
        this.json = json;
    }

    List<String> find(Call call) {
        try {
            return site.search(cql(call),
                    call.parameter("includeArchivedSpaces").filter("true"::equals).isPresent());
        } catch (CqlException e) {
            throw new Refusal(V1Json.error(e.status(),
                    e.status() == 400 ? "BadRequestException" : "ServiceException", e.getMessage()));
        }
    }

    boolean namesUnknownSpace(Call call) {
        return site.spacesNamed(cql(call)).stream().anyMatch(key -> site.space(key).isEmpty());
    }

    static String cql(Call call) {
        return call.parameter("cql").filter(cql -> !cql.isBlank()).orElseThrow(() -> new Refusal(
                V1Json.error(400, "BadRequestException", "CQL query parameter is required")));
    }

    /** One page of the hits; those that are gone since the index was written are left out. */
    List<ObjectNode> render(List<String> ids, int start, int size, Expansions expand) {
        return ids.stream().skip(start).limit(size).flatMap(id -> hit(id, expand).stream()).toList();
    }

    private Optional<ObjectNode> hit(String id, Expansions expand) {
        return site.content(id)
                .filter(content -> content.hasStatus("current") && content.visible())
                .map(content -> json.content(content, expand))
                .or(() -> site.attachment(id).filter(SimAttachment::isCurrent)
                        .map(attachment -> json.attachment(attachment, expand, "", true)));
    }

    static int number(Call call, String name, String byDefault, int minimum) {
        String text = call.parameter(name).orElse(byDefault);
        return Stream.of(text).filter(value -> value.matches("\\d{1,10}")).map(Long::parseLong)
                .filter(value -> value >= minimum).map(value -> (int) Math.min(value, Integer.MAX_VALUE)).findFirst()
                .orElseThrow(() -> new Refusal(V1Json.error(400, "BadRequestException", name + " is no number")));
    }

    static int limit(Call call) {
        return number(call, "limit", DEFAULT_LIMIT, 1);
    }

    /** Refuses a parameter that is given twice, as links to which parameters were added twice are (B06). */
    static void refuseDuplicates(Call call) {
        call.query().forEach((name, values) -> {
            if (values.size() > 1) {
                throw new Refusal(V1Json.error(400, "BadRequestException", "parameter given twice: " + name));
            }
        });
    }
}
