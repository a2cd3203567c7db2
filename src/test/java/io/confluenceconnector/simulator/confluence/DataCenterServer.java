package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Data Center: everything on one host, below a context path; offsets instead of cursors (API facts 9). */
final class DataCenterServer {

    private static final String MANIFEST = "/rest/applinks/1.0/manifest";

    private final Site site;
    private final Traffic traffic;
    private final Product.DataCenter product;
    private final V1Json json;
    private final SearchPages pages;
    private final Credentials credentials;
    private final String manifestId;
    private volatile String version = "9.2.4";
    private volatile boolean manifestAlwaysXml;
    private volatile boolean basicAllowed = true;
    private volatile boolean trashedAnswers200;
    private volatile boolean unknownSpaceKeyFails;
    private volatile boolean downloadsRedirected;
    private volatile boolean downloadsChunked;
    private volatile boolean signInsLost;

    DataCenterServer(Site site, Traffic traffic, Product.DataCenter product, Credentials credentials,
            String manifestId) {
        this.site = site;
        this.traffic = traffic;
        this.product = product;
        this.json = new V1Json(product);
        this.pages = new SearchPages(site, json);
        this.credentials = credentials;
        this.manifestId = manifestId;
    }

    void version(String newVersion) {
        version = newVersion;
    }

    void manifestAlwaysXml(boolean always) {
        manifestAlwaysXml = always;
    }

    void basicAllowed(boolean allowed) {
        basicAllowed = allowed;
    }

    void trashedAnswers200(boolean answers) {
        trashedAnswers200 = answers;
    }

    void unknownSpaceKeyFails(boolean fails) {
        unknownSpaceKeyFails = fails;
    }

    void downloadsRedirected(boolean redirected) {
        downloadsRedirected = redirected;
    }

    void downloadsChunked(boolean chunked) {
        downloadsChunked = chunked;
    }

    void signInsLost(boolean lost) {
        signInsLost = lost;
    }

    Router router() {
        return new Router()
                .post("/rest/oauth2/latest/token", credentials::dataCenterToken)
                .get(MANIFEST, this::manifest)
                .get("/rest/api/user/current", this::currentUser)
                .get("/rest/api/server-information", authenticated(call -> Reply.json(200, serverInformation())))
                .get("/rest/api/content/search", authenticated(this::search))
                .get("/rest/api/content", authenticated(this::titled))
                .get("/rest/api/content/{id}", authenticated(this::content))
                .get("/rest/api/content/{id}/child/attachment", authenticated(this::attachments))
                .get("/rest/api/space/{key}", authenticated(this::space))
                .getUnlimited("/download/attachments/{pageId}/{file}", authenticated(this::download))
                .getUnlimited("/download/redirected/{pageId}/{file}", authenticated(this::file));
    }

    private Function<Call, Reply> authenticated(Function<Call, Reply> handler) {
        return call -> {
            if (!basicAllowed && Credentials.authorization(call, "Basic").isPresent()) {
                return Reply.html(403, "<h1>Basic Authentication has been disabled on this instance.</h1>");
            }
            return isKnown(call) ? handler.apply(call) : unauthorized();
        };
    }

    private boolean isKnown(Call call) {
        return Credentials.authorization(call, "Bearer").filter(token ->
                        credentials.isPersonalAccessToken(token) || credentials.scopesOf(token).isPresent()).isPresent()
                || Credentials.authorization(call, "Basic").filter(credentials::isBasic).isPresent();
    }

    private static Reply unauthorized() {
        return Reply.html(401, "<h1>HTTP Status 401 – Unauthorized</h1>").withHeaders(Map.of(
                "X-Seraph-LoginReason", "AUTHENTICATED_FAILED", "WWW-Authenticate", "OAuth realm=\"wiki\""));
    }

    private Reply manifest(Call call) {
        if (call.header("Authorization").isPresent()) {
            traffic.violation("credentials sent for the manifest, which is anonymous");
        }
        boolean wantsJson = call.header("Accept").filter(accept -> accept.contains("application/json")).isPresent();
        if (manifestAlwaysXml || !wantsJson) {
            return Reply.text(200, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest><id>"
                    + manifestId + "</id><name>Company Wiki</name><typeId>confluence</typeId><version>" + version
                    + "</version><buildNumber>9104</buildNumber></manifest>");
        }
        return Reply.json(200, serverInformation().put("id", manifestId).put("name", "Company Wiki")
                .put("typeId", "confluence").put("applinksVersion", "10.2.1").put("publicSignup", false)
                .put("url", product.linksBase()));
    }

    private ObjectNode serverInformation() {
        return JsonNodeFactory.instance.objectNode().put("version", version).put("buildNumber", 9104);
    }

    private Reply currentUser(Call call) {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        if (signInsLost || call.header("Authorization").isEmpty()) {
            return Reply.json(200, user.put("type", "anonymous").put("displayName", "Anonymous"));
        }
        return authenticated(known -> Reply.json(200, user.put("type", "known")
                .put("username", Credentials.USERNAME).put("displayName", "Sync Reader"))).apply(call);
    }

    private Reply search(Call call) {
        SearchPages.refuseDuplicates(call);
        Expansions expand = Expansions.of(call.listParameter("expand"));
        int limit = Math.min(SearchPages.limit(call), expand.pageSizeCap());
        int start = start(call);
        List<String> ids = pages.find(call);
        if (unknownSpaceKeyFails && pages.namesUnknownSpace(call)) {
            return V1Json.error(500, "ServiceException", "No space with the given key");
        }
        ObjectNode answer = json.results(pages.render(ids, start, limit, expand), start, limit)
                .put("cqlQuery", SearchPages.cql(call)).put("searchDuration", 1).put("totalSize", ids.size());
        return paged(call, answer, start, limit, ids.size());
    }

    /** Content by space and title, read past the index; pages unless another type is asked for. */
    private Reply titled(Call call) {
        SearchPages.refuseDuplicates(call);
        Expansions expand = Expansions.of(call.listParameter("expand"));
        int limit = Math.min(SearchPages.limit(call), expand.pageSizeCap());
        String type = call.parameter("type").orElse("page");
        Optional<LocalDate> day = call.parameter("postingDay").map(LocalDate::parse);
        List<ObjectNode> found = site.consistently(() -> site.contents().stream()
                .filter(content -> content.hasStatus("current") && content.visible() && content.type().equals(type))
                .filter(content -> call.parameter("spaceKey").filter(content.space.key()::equals).isPresent())
                .filter(content -> call.parameter("title").filter(content.title::equals).isPresent())
                .filter(content -> day.isEmpty() || day.get().equals(LocalDate.ofInstant(content.created(), ZoneOffset.UTC)))
                .limit(limit).map(content -> json.content(content, expand)).toList());
        return Reply.json(200, json.results(found, 0, limit));
    }

    private Reply content(Call call) {
        SearchPages.refuseDuplicates(call);
        Expansions expand = Expansions.of(call.listParameter("expand"));
        List<String> statuses = call.listParameter("status");
        return site.content(call.variable("id")).filter(SimContent::visible)
                .filter(content -> content.hasStatus("current") || statuses.contains("any")
                        || statuses.contains(content.status)
                        || trashedAnswers200 && content.hasStatus("trashed"))
                .map(content -> Reply.json(200, json.content(content, expand)))
                .or(() -> attachmentAsContent(call, expand))
                .orElseGet(() -> V1Json.notFound("content with id " + call.variable("id")));
    }

    private Optional<Reply> attachmentAsContent(Call call, Expansions expand) {
        return site.attachment(call.variable("id"))
                .filter(attachment -> attachment.isCurrent() && attachment.content().visible())
                .filter(attachment -> attachment.content().hasStatus("current"))
                .map(attachment -> Reply.json(200, json.attachment(attachment, expand, "", true)));
    }

    private Reply attachments(Call call) {
        SearchPages.refuseDuplicates(call);
        Expansions expand = Expansions.of(call.listParameter("expand"));
        SimContent content = site.content(call.variable("id"))
                .filter(found -> found.hasStatus("current") && found.visible())
                .orElseThrow(() -> new Refusal(V1Json.notFound("content with id " + call.variable("id"))));
        int limit = Math.min(SearchPages.limit(call), expand.pageSizeCap());
        int start = start(call);
        List<SimAttachment> current = content.attachments.stream().filter(SimAttachment::isCurrent).toList();
        List<ObjectNode> results = current.stream().skip(start).limit(limit)
                .map(attachment -> json.attachment(attachment, expand, "", true)).toList();
        return paged(call, json.results(results, start, limit), start, limit, current.size());
    }

    private Reply space(Call call) {
        return site.space(call.variable("key")).map(space -> Reply.json(200, json.space(space)))
                .orElseGet(() -> V1Json.notFound("space with key " + call.variable("key")));
    }

    private Reply download(Call call) {
        if (downloadsRedirected && linked(call).isPresent()) {
            return Reply.redirect(product.base() + "/download/redirected/" + call.variable("pageId") + "/"
                    + Product.percentEncoded(call.variable("file")) + "?" + call.rawQuery());
        }
        return file(call);
    }

    private Reply file(Call call) {
        return linked(call).map(attachment -> Reply.file(attachment.mediaType.orElse("application/octet-stream"),
                        attachment.latest().bytes(), downloadsChunked))
                .orElseGet(() -> Reply.html(404, "<h1>Page Not Found</h1>"));
    }

    /** The attachment that a download link means; the query of the link is part of it (B54). */
    private Optional<SimAttachment> linked(Call call) {
        return site.content(call.variable("pageId"))
                .filter(content -> content.hasStatus("current") && content.visible())
                .flatMap(content -> content.attachments.stream().filter(SimAttachment::isCurrent)
                        .filter(attachment -> attachment.title.equals(call.variable("file")))
                        .filter(attachment -> product.download(attachment).endsWith("?" + call.rawQuery()))
                        .findFirst());
    }

    private static int start(Call call) {
        return SearchPages.number(call, "start", "0", 0);
    }

    private static Reply paged(Call call, ObjectNode answer, int start, int limit, int total) {
        if ((long) start + limit < total) {
            ((ObjectNode) answer.get("_links")).put("next", next(call, start + limit, limit));
        }
        return Reply.json(200, answer);
    }

    private static String next(Call call, int start, int limit) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("limit", String.valueOf(limit));
        parameters.put("start", String.valueOf(start));
        call.query().forEach((name, values) -> parameters.putIfAbsent(name, values.get(0)));
        return call.path().substring(call.path().indexOf("/rest/api/")) + "?" + parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Product.formEncoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
