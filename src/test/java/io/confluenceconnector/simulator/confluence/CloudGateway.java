package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Cloud's gateway: the token call, and below it the scopes, the v1 search, the v2 calls and what was removed. */
final class CloudGateway {

    private static final String V1 = "/ex/confluence/{cloudId}/wiki/rest/api";
    private static final String V2 = "/ex/confluence/{cloudId}/wiki/api/v2";
    private static final Set<String> SEARCH = Set.of("search:confluence", "read:content-details:confluence");
    private static final Set<String> ATTACHMENTS = Set.of("read:attachment:confluence");
    private static final Set<String> DOWNLOAD =
            Set.of("readonly:content.attachment:confluence", "read:attachment:confluence");
    private static final Set<String> PAGES = Set.of("read:page:confluence");
    private static final Set<String> SPACES = Set.of("read:space:confluence");
    /** Calls that existed once (API facts 4, B25). */
    private static final List<String> REMOVED = List.of(
            "/content", "/content/{id}", "/content/{id}/label", "/content/{id}/history/**",
            "/content/{id}/property/**", "/content/{id}/child/**", "/space/**");

    private final String cloudId;
    private final Credentials credentials;
    private final Traffic traffic;

    CloudGateway(String cloudId, Credentials credentials, Traffic traffic) {
        this.cloudId = cloudId;
        this.credentials = credentials;
        this.traffic = traffic;
    }

    Router router(CloudSearch search, CloudV2 v2) {
        Router router = new Router()
                .post("/oauth/token", credentials::cloudToken)
                .get(V1 + "/content/search", scoped(SEARCH, search::search))
                .getUnlimited(V1 + "/content/{id}/child/attachment/{attachmentId}/download",
                        scoped(DOWNLOAD, v2::download))
                .get(V2 + "/pages/{id}/attachments", scoped(ATTACHMENTS, call -> v2.attachments(call, "page")))
                .get(V2 + "/blogposts/{id}/attachments",
                        scoped(ATTACHMENTS, call -> v2.attachments(call, "blogpost")))
                .get(V2 + "/attachments/{id}", scoped(ATTACHMENTS, v2::attachment))
                .get(V2 + "/pages", scoped(PAGES, call -> v2.contents(call, "page")))
                .get(V2 + "/blogposts", scoped(PAGES, call -> v2.contents(call, "blogpost")))
                .get(V2 + "/pages/{id}", scoped(PAGES, call -> v2.content(call, "page")))
                .get(V2 + "/blogposts/{id}", scoped(PAGES, call -> v2.content(call, "blogpost")))
                .get(V2 + "/pages/{id}/labels", scoped(PAGES, call -> v2.labels(call, "page")))
                .get(V2 + "/blogposts/{id}/labels", scoped(PAGES, call -> v2.labels(call, "blogpost")))
                .get(V2 + "/spaces", scoped(SPACES, v2::spaces));
        REMOVED.forEach(path -> router.get(V1 + path, this::removed));
        return router.get("/ex/confluence/{cloudId}/wiki/download/attachments/**", this::servletDownload);
    }

    private Function<Call, Reply> scoped(Set<String> anyOf, Function<Call, Reply> handler) {
        return call -> {
            Set<String> granted = authenticated(call);
            if (anyOf.stream().noneMatch(granted::contains)) {
                return gatewayError(401, "Unauthorized; scope does not match")
                        .withHeaders(Map.of("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK"));
            }
            if (!call.variable("cloudId").equals(cloudId)) {
                return gatewayError(404, "No Confluence site with this cloud id");
            }
            return handler.apply(call);
        };
    }

    private Set<String> authenticated(Call call) {
        return Credentials.authorization(call, "Bearer").flatMap(credentials::scopesOf)
                .orElseThrow(() -> new Refusal(gatewayError(401, "Unauthorized")));
    }

    private Reply removed(Call call) {
        traffic.violation("removed call " + call.path());
        return V1Json.gone();
    }

    private Reply servletDownload(Call call) {
        traffic.violation("servlet download " + call.path());
        return Reply.text(401, "text/plain", "Unauthorized")
                .withHeaders(Map.of("WWW-Authenticate", "OAuth realm=\"https://site/wiki\""));
    }

    static Reply gatewayError(int status, String message) {
        return Reply.json(status, JsonNodeFactory.instance.objectNode().put("code", status).put("message", message));
    }
}
