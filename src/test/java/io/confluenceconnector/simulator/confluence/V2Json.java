package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;

/** Objects of the Cloud v2 API (API facts 5). */
final class V2Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String AUTHOR = "712020:6a1f0b7e-2c4d-4e8f-9a10-b2c3d4e5f607";
    private static final Map<Integer, String> TITLES = Map.of(400, "Bad Request", 404, "Not Found");

    private final Product product;

    V2Json(Product product) {
        this.product = product;
    }

    static Reply error(int status, String code) {
        ObjectNode json = NODES.objectNode();
        json.putArray("errors").addObject().put("status", status).put("code", code)
                .put("title", TITLES.getOrDefault(status, code)).putNull("detail");
        return Reply.json(status, json);
    }

    static Refusal notFound() {
        return new Refusal(error(404, "NOT_FOUND"));
    }

    static Refusal badParameter() {
        return new Refusal(error(400, "INVALID_REQUEST_PARAMETER"));
    }

    ObjectNode attachment(SimAttachment attachment) {
        SimContent content = attachment.content();
        ObjectNode json = NODES.objectNode().put("id", attachment.id()).put("status", attachment.status)
                .put("title", attachment.title).put("createdAt", product.time(attachment.created()))
                .put(content.type().equals("blogpost") ? "blogPostId" : "pageId", content.id());
        attachment.mediaType.ifPresent(type -> json.put("mediaType", type).put("mediaTypeDescription", type));
        json.put("comment", "").put("fileId", attachment.fileId());
        attachment.declaredSize.ifPresent(size -> json.put("fileSize", size));
        String webui = "/pages/viewpageattachments.action?pageId=" + content.id();
        json.put("webuiLink", webui + "&preview=" + Product.formEncoded(
                "/" + content.id() + "/" + attachment.number() + "/" + attachment.title));
        json.put("downloadLink", product.download(attachment));
        json.set("version", version(attachment.latest().version()));
        json.putObject("_links").put("webui", webui).put("download", product.download(attachment));
        return json;
    }

    ObjectNode content(SimContent content, boolean withBody) {
        ObjectNode json = NODES.objectNode().put("id", content.id()).put("status", content.status)
                .put("title", content.title).put("spaceId", content.space.id());
        if (content.type().equals("page")) {
            json.put("parentId", content.parent.map(SimContent::id).orElse(null))
                    .put("parentType", content.parent.map(SimContent::type).orElse(null))
                    .put("position", 42).put("subtype", content.subtype);
        }
        json.put("createdAt", product.time(content.created()));
        json.set("version", version(content.version));
        ObjectNode body = json.putObject("body");
        if (withBody) {
            content.body.ifPresent(value ->
                    body.putObject("storage").put("representation", "storage").put("value", value));
        }
        json.putObject("_links").put("webui", product.webui(content));
        return json;
    }

    ObjectNode label(SimLabel label) {
        return NODES.objectNode().put("id", label.id()).put("name", label.name()).put("prefix", label.prefix());
    }

    ObjectNode space(SimSpace space) {
        ObjectNode json = NODES.objectNode().put("id", space.id()).put("key", space.key()).put("name", space.name)
                .put("type", space.type()).put("status", space.archived ? "archived" : "current");
        json.putObject("_links").put("webui", product.webui(space));
        return json;
    }

    private ObjectNode version(Version version) {
        return NODES.objectNode().put("number", version.number()).put("createdAt", product.time(version.when()))
                .put("message", "").put("minorEdit", false).put("authorId", AUTHOR);
    }
}
