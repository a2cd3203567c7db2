package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

import static io.confluenceconnector.confluence.ContentReader.text;

/** Reads attachment records of all three shapes: inlined in a search, v1 listing, v2 listing (B61). */
public final class AttachmentReader {

    /** A search inlines no more attachments of a page than this, whatever limit its answer claims (B55). */
    private static final int MOST_INLINED = 25;

    private final ConfluenceApi api;

    public AttachmentReader(ConfluenceApi api) {
        this.api = api;
    }

    /** What a record says of itself, before the configuration is asked. */
    public record Described(String id, String title, String declaredMediaType, OptionalLong size, JsonNode node) {
    }

    /** @throws MalformedRecordException when it has no id or no title */
    public Described describe(JsonNode node) {
        String id = text(node, "id");
        if (id.isBlank()) {
            throw new MalformedRecordException("an attachment has no id");
        }
        String title = text(node, "title");
        if (title.isBlank()) {
            throw new MalformedRecordException("an attachment has no title", Optional.of(id));
        }
        return new Described(id, title, firstText(node, "mediaType"), size(node), node);
    }

    /** Whether it is neither archived nor trashed (P5). */
    public static boolean isCurrent(JsonNode node) {
        return node.path("status").asText("current").equals("current");
    }

    /** The attachments that a search inlined, unless there may be more. */
    public static Optional<List<JsonNode>> allInlined(JsonNode page) {
        JsonNode inlined = page.path("children").path("attachment");
        JsonNode results = inlined.path("results");
        boolean complete = results.isArray() && !inlined.path("_links").hasNonNull("next")
                && results.size() < Math.min(inlined.path("limit").asInt(0), MOST_INLINED);
        List<JsonNode> records = new ArrayList<>();
        results.forEach(records::add);
        return complete ? Optional.of(records) : Optional.empty();
    }

    /** The attachment of an accepted record, on the page that holds it. */
    public Attachment attachment(String pageId, Space space, String pageUpdatedAt, Described described,
                                 String mediaType, boolean byExtension) {
        String own = ContentReader.updatedAt(described.node());
        return new Attachment(pageId, described.id(), space, described.title(), mediaType,
                byExtension, described.size(),
                own.isBlank() ? pageUpdatedAt : own,
                api.attachmentUrl(pageId, described.id(), described.title()),
                api instanceof DataCenterApi ? text(described.node().path("_links"), "download") : "");
    }

    private static String firstText(JsonNode node, String field) {
        return firstNode(node, n -> text(n, field)).orElse("");
    }

    private static Optional<String> firstNode(JsonNode node, Function<JsonNode, String> read) {
        for (JsonNode place : new JsonNode[] {node, node.path("extensions"), node.path("metadata")}) {
            String value = read.apply(place);
            if (!value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Missing means unknown, never zero (B61). */
    private static OptionalLong size(JsonNode node) {
        for (JsonNode place : new JsonNode[] {node.path("fileSize"), node.path("extensions").path("fileSize")}) {
            if (place.canConvertToLong() && place.asLong() >= 0) {
                return OptionalLong.of(place.asLong());
            }
        }
        return OptionalLong.empty();
    }
}
