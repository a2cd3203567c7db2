package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.List;

/** Objects of the v1 API (API facts 3, 9.3); Cloud and Data Center differ in their {@link Product}. */
final class V1Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String EXCEPTIONS = "com.atlassian.confluence.api.service.exceptions.";
    private static final int INLINE_ATTACHMENTS = 25;
    private static final int INLINE_LABELS = 200;

    private final Product product;

    V1Json(Product product) {
        this.product = product;
    }

    static Reply error(int status, String exception, String message) {
        ObjectNode json = NODES.objectNode().put("statusCode", status);
        ObjectNode data = json.putObject("data").put("authorized", true).put("valid", false);
        data.putArray("errors").addObject().putObject("message").put("key", "").put("translation", message)
                .putArray("args");
        data.put("successful", false);
        json.put("message", EXCEPTIONS + exception + ": " + message);
        return Reply.json(status, json);
    }

    /** The answer of a call that was removed (API facts 4). */
    static Reply gone() {
        ObjectNode json = NODES.objectNode().put("statusCode", 410);
        ObjectNode data = json.putObject("data").put("authorized", true).put("valid", true);
        data.putArray("errors");
        data.put("successful", true);
        json.put("message", EXCEPTIONS + "GoneException: This deprecated endpoint has been removed.");
        return Reply.json(410, json);
    }

    static Reply notFound(String what) {
        return error(404, "NotFoundException", "No " + what + " found, or no permission to see it");
    }

    /** A page of results; {@code limit} is what is echoed, which need not be what was served. */
    ObjectNode results(List<ObjectNode> results, int start, int limit) {
        ObjectNode json = NODES.objectNode();
        json.putArray("results").addAll(results);
        json.put("start", start).put("limit", limit).put("size", results.size());
        json.putObject("_links").put("base", product.linksBase()).put("context", product.context());
        return json;
    }

    ObjectNode content(SimContent content, Expansions expand) {
        ObjectNode json = head(content);
        if (product instanceof Product.Cloud cloud) {
            json.put("ari", "ari:cloud:confluence:" + cloud.cloudId() + ":" + content.type() + "/" + content.id());
        }
        if (expand.has("space")) {
            json.set("space", spaceOf(content));
        }
        if (expand.has("version")) {
            json.set("version", version(content.version));
        }
        if (expand.has("metadata.labels")) {
            json.putObject("metadata").set("labels", labels(content));
        }
        if (expand.has("ancestors")) {
            json.putArray("ancestors").addAll(ancestors(content, expand.has("ancestors.metadata.labels")));
        }
        if (expand.has("children.attachment")) {
            json.putObject("children").set("attachment", inlineAttachments(content, expand));
        }
        if (expand.has("history")) {
            history(json.putObject("history"), content, expand);
        }
        if (expand.has("container")) {
            json.set("container", content.container.map(this::head).orElseGet(() -> space(content.space)));
        }
        if (expand.has("body.storage")) {
            body(json.putObject("body"), content, "storage");
        } else if (expand.has("body.view")) {
            body(json.putObject("body"), content, "view");
        }
        json.putObject("extensions").put("position", "none");
        json.putObject("_expandable").put("container", "/rest/api/space/" + content.space.key());
        return json;
    }

    /** An attachment as a result of its own or inlined; {@code prefix} stands before the names of its expansions. */
    ObjectNode attachment(SimAttachment attachment, Expansions expand, String prefix, boolean details) {
        ObjectNode json = NODES.objectNode().put("id", attachment.id()).put("type", "attachment")
                .put("status", attachment.status).put("title", attachment.title);
        if (expand.has(prefix + "version")) {
            json.set("version", version(attachment.latest().version()));
        }
        if (details || expand.has(prefix + "metadata")) {
            ObjectNode metadata = json.putObject("metadata");
            attachment.mediaType.ifPresent(type -> metadata.put("mediaType", type));
            metadata.put("comment", "");
        }
        if (details || expand.has(prefix + "extensions")) {
            ObjectNode extensions = json.putObject("extensions");
            attachment.mediaType.ifPresent(type -> extensions.put("mediaType", type));
            attachment.declaredSize.ifPresent(size -> extensions.put("fileSize", size));
            extensions.put("comment", "").put("fileId", attachment.fileId())
                    .put("collectionName", "contentId-" + attachment.content().id());
        }
        json.putObject("_links").put("webui", product.webui(attachment))
                .put("download", product.download(attachment))
                .put("self", product.linksBase() + "/rest/api/content/" + attachment.id());
        return json;
    }

    ObjectNode space(SimSpace space) {
        ObjectNode json = NODES.objectNode().put("id", space.numericId()).put("key", space.key())
                .put("name", space.name).put("type", space.type())
                .put("status", space.archived ? "archived" : "current");
        json.putObject("_links").put("webui", product.webui(space))
                .put("self", product.linksBase() + "/rest/api/space/" + space.key());
        return json;
    }

    /** Data Center does not name the status of a record's space (API facts 9.3). */
    private ObjectNode spaceOf(SimContent content) {
        ObjectNode json = space(content.space);
        return product instanceof Product.Cloud ? json : json.without("status");
    }

    private ObjectNode head(SimContent content) {
        ObjectNode json = NODES.objectNode().put("id", content.id()).put("type", content.type())
                .put("status", content.status).put("title", content.title);
        json.putObject("_links").put("webui", product.webui(content))
                .put("tinyui", "/x/" + Long.toString(content.numericId(), Character.MAX_RADIX))
                .put("self", product.linksBase() + "/rest/api/content/" + content.id());
        return json;
    }

    private ObjectNode version(Version version) {
        ObjectNode json = NODES.objectNode();
        json.putObject("by").put("type", "known").put("displayName", "A. Writer");
        return json.put("when", product.time(version.when())).put("message", "").put("number", version.number())
                .put("minorEdit", false);
    }

    private ObjectNode labels(SimContent content) {
        ObjectNode json = NODES.objectNode();
        ArrayNode results = json.putArray("results");
        content.labels.stream().sorted(Comparator.comparing(SimLabel::qualifiedName)).limit(INLINE_LABELS)
                .forEach(label -> results.addObject().put("prefix", label.prefix()).put("name", label.name())
                        .put("id", label.id()).put("label", label.qualifiedName()));
        json.put("start", 0).put("limit", INLINE_LABELS).put("size", results.size());
        json.putObject("_links").put("self", product.linksBase() + "/rest/api/content/" + content.id() + "/label");
        return json;
    }

    private List<ObjectNode> ancestors(SimContent content, boolean withLabels) {
        return content.ancestors().stream().map(ancestor -> {
            ObjectNode json = head(ancestor);
            if (withLabels) {
                json.putObject("metadata").set("labels", labels(ancestor));
            }
            return json;
        }).toList();
    }

    private ObjectNode inlineAttachments(SimContent content, Expansions expand) {
        List<SimAttachment> current = content.attachments.stream().filter(SimAttachment::isCurrent).toList();
        ObjectNode json = NODES.objectNode();
        ArrayNode results = json.putArray("results");
        current.stream().limit(INLINE_ATTACHMENTS).forEach(
                attachment -> results.add(attachment(attachment, expand, "children.attachment.", false)));
        json.put("start", 0).put("limit", INLINE_ATTACHMENTS).put("size", results.size());
        String listing = "/rest/api/content/" + content.id() + "/child/attachment";
        ObjectNode links = json.putObject("_links").put("self", product.linksBase() + listing);
        if (current.size() > INLINE_ATTACHMENTS) {
            links.put("next", listing + "?limit=" + INLINE_ATTACHMENTS + "&start=" + INLINE_ATTACHMENTS);
        }
        return json;
    }

    private void history(ObjectNode json, SimContent content, Expansions expand) {
        json.put("latest", true).put("createdDate", product.time(content.created()));
        if (expand.has("history.lastUpdated")) {
            json.set("lastUpdated", version(content.version));
        }
    }

    private static void body(ObjectNode json, SimContent content, String representation) {
        content.body.ifPresent(body -> json.putObject(representation).put("value", body)
                .put("representation", representation).putArray("embeddedContent"));
    }
}
