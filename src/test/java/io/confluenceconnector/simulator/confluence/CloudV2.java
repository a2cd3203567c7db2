package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.confluenceconnector.simulator.confluence.SimAttachment.Revision;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cloud's v2 calls, which read the content itself and not the index, and the download by REST (API facts 5, 6). */
final class CloudV2 {

    private static final int MAXIMUM_LIMIT = 250;
    private static final int MAXIMUM_IDS = 250;
    private static final Set<String> REPEATABLE = Set.of("status", "id", "ids", "keys", "space-id");
    private static final List<String> DEFAULT_STATUSES = List.of("current", "archived");

    private final Site site;
    private final V2Json json;
    private final Product product;
    private final MediaFiles media;
    private final String mediaOrigin;

    CloudV2(Site site, Product product, MediaFiles media, String mediaOrigin) {
        this.site = site;
        this.json = new V2Json(product);
        this.product = product;
        this.media = media;
        this.mediaOrigin = mediaOrigin;
    }

    /** The attachments of a page or blog post; the other kind, and content that is hidden or gone, answers 404. */
    Reply attachments(Call call, String type) {
        checkParameters(call, Set.of("limit", "cursor", "status", "sort", "filename", "mediaType"));
        SimContent content = readable(call, type, DEFAULT_STATUSES);
        List<String> statuses = statuses(call);
        List<SimAttachment> matching = content.attachments.stream()
                .filter(attachment -> statuses.contains(attachment.status))
                .filter(attachment -> fits(call, "filename", attachment.title))
                .filter(attachment -> fits(call, "mediaType", attachment.mediaType.orElse("")))
                .toList();
        return page(call, 50, matching, SimAttachment::number, json::attachment);
    }

    Reply attachment(Call call) {
        return site.attachment(call.variable("id"))
                .filter(attachment -> attachment.content().visible())
                .filter(attachment -> !attachment.content().hasStatus("trashed"))
                .map(attachment -> Reply.json(200, json.attachment(attachment)))
                .orElseThrow(V2Json::notFound);
    }

    /** Pages or blog posts by id or space. */
    Reply contents(Call call, String type) {
        checkParameters(call, Set.of("id", "space-id", "status", "title", "body-format", "limit", "cursor", "sort"));
        List<String> ids = call.listParameter("id");
        List<String> spaceIds = call.listParameter("space-id");
        if (ids.size() > MAXIMUM_IDS) {
            throw V2Json.badParameter();
        }
        List<String> statuses = statuses(call);
        Stream<SimContent> candidates = ids.isEmpty()
                ? site.contents().stream()
                : ids.stream().distinct().flatMap(id -> site.content(id).stream());
        List<SimContent> matching = candidates
                .filter(content -> content.type().equals(type) && content.visible())
                .filter(content -> statuses.contains(content.status))
                .filter(content -> spaceIds.isEmpty() || spaceIds.contains(content.space.id()))
                .filter(content -> fits(call, "title", content.title))
                .sorted(Comparator.comparingLong(SimContent::numericId))
                .toList();
        boolean withBody = withBody(call);
        return page(call, 25, matching, SimContent::numericId, content -> json.content(content, withBody));
    }

    Reply content(Call call, String type) {
        checkParameters(call, Set.of("body-format", "status", "include-labels", "version"));
        return Reply.json(200, json.content(readable(call, type, statuses(call)), withBody(call)));
    }

    Reply labels(Call call, String type) {
        checkParameters(call, Set.of("prefix", "sort", "limit", "cursor"));
        List<SimLabel> labels = readable(call, type, DEFAULT_STATUSES).labels.stream()
                .filter(label -> fits(call, "prefix", label.prefix()))
                .sorted(Comparator.comparing(SimLabel::id).thenComparing(SimLabel::qualifiedName)).toList();
        return page(call, 25, labels, labels::indexOf, json::label);
    }

    Reply spaces(Call call) {
        checkParameters(call, Set.of("ids", "keys", "type", "status", "limit", "cursor", "sort"));
        List<String> ids = call.listParameter("ids");
        List<String> keys = call.listParameter("keys");
        List<SimSpace> matching = site.spaces().stream()
                .filter(space -> ids.isEmpty() || ids.contains(space.id()))
                .filter(space -> keys.isEmpty() || keys.contains(space.key()))
                .filter(space -> fits(call, "type", space.type()))
                .filter(space -> fits(call, "status", space.archived ? "archived" : "current"))
                .toList();
        return page(call, 25, matching, SimSpace::numericId, json::space);
    }

    /** Redirects to the media host, with a token in the query. */
    Reply download(Call call) {
        String id = call.variable("attachmentId");
        String pageId = call.variable("id");
        return site.attachment(id)
                .filter(attachment -> attachment.id().equals(id) && attachment.content().id().equals(pageId))
                .filter(attachment -> attachment.status.equals(call.parameter("status").orElse("current")))
                .filter(attachment -> attachment.content().hasStatus("current") && attachment.content().visible())
                .map(attachment -> Reply.redirect(
                        mediaOrigin + media.ticketFor(attachment, revision(call, attachment))))
                .orElseThrow(() -> new Refusal(V1Json.notFound("attachment")));
    }

    private static Revision revision(Call call, SimAttachment attachment) {
        return call.parameter("version").isEmpty()
                ? attachment.latest()
                : call.parameter("version").filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf)
                        .flatMap(attachment::revision)
                        .orElseThrow(() -> new Refusal(V1Json.notFound("version")));
    }

    private SimContent readable(Call call, String type, List<String> statuses) {
        return site.content(call.variable("id"))
                .filter(content -> content.type().equals(type) && content.visible())
                .filter(content -> statuses.contains(content.status))
                .orElseThrow(V2Json::notFound);
    }

    private static List<String> statuses(Call call) {
        List<String> asked = call.listParameter("status");
        return asked.isEmpty() ? DEFAULT_STATUSES : asked;
    }

    private static boolean withBody(Call call) {
        if (!call.parameter("body-format").orElse("storage").equals("storage")) {
            throw V2Json.badParameter();
        }
        return call.parameter("body-format").isPresent();
    }

    private static boolean fits(Call call, String parameter, String value) {
        return call.parameter(parameter).map(value::equals).orElse(true);
    }

    private static void checkParameters(Call call, Set<String> known) {
        boolean twice = call.query().entrySet().stream()
                .anyMatch(entry -> entry.getValue().size() > 1 && !REPEATABLE.contains(entry.getKey()));
        if (twice || !known.containsAll(call.query().keySet())) {
            throw V2Json.badParameter();
        }
    }

    private <T> Reply page(Call call, int defaultLimit, List<T> all, ToLongFunction<T> order,
            Function<T, ObjectNode> render) {
        int limit = SearchPages.number(call, "limit", String.valueOf(defaultLimit), 1);
        if (limit > MAXIMUM_LIMIT) {
            throw V2Json.badParameter();
        }
        long after = call.parameter("cursor").map(CloudV2::lastSeen).orElse(-1L);
        List<T> rest = all.stream().filter(element -> order.applyAsLong(element) > after).toList();
        List<T> served = rest.subList(0, Math.min(limit, rest.size()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("results").addAll(served.stream().map(render).toList());
        ObjectNode links = answer.putObject("_links").put("base", product.linksBase());
        if (rest.size() == served.size()) {
            return Reply.json(200, answer);
        }
        String next = next(call, order.applyAsLong(served.get(served.size() - 1)));
        links.put("next", next);
        return Reply.json(200, answer).withHeaders(Map.of("Link",
                "<" + next + ">; rel=\"next\", <" + product.linksBase() + ">; rel=\"base\""));
    }

    private static String next(Call call, long last) {
        String cursor = Base64.getEncoder()
                .encodeToString(("{\"id\":\"" + last + "\"}").getBytes(StandardCharsets.UTF_8));
        String others = call.query().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("cursor"))
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> entry.getKey() + "=" + Product.percentEncoded(value) + "&"))
                .collect(Collectors.joining());
        return call.path().substring(call.path().indexOf("/wiki/")) + "?" + others
                + "cursor=" + Product.percentEncoded(cursor);
    }

    private static long lastSeen(String cursor) {
        try {
            String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Long.parseLong(text.replaceAll("[^0-9]", ""));
        } catch (IllegalArgumentException e) {
            throw V2Json.badParameter();
        }
    }
}
