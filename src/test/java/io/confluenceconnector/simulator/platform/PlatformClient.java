package io.confluenceconnector.simulator.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A well-behaved client in cluster-local mode, for the simulator's own tests. */
final class PlatformClient {

    static final String USER = "user-1";
    static final String UPSERT = """
            mutation Upsert($input: ContentCreateInput!, $fileUrl: String, $scopeId: String, $sourceOwnerType: String,
                $sourceName: String, $sourceKind: String, $storeInternally: Boolean, $baseUrl: String) {
              contentUpsert(input: $input, fileUrl: $fileUrl, scopeId: $scopeId, sourceOwnerType: $sourceOwnerType,
                  sourceName: $sourceName, sourceKind: $sourceKind, storeInternally: $storeInternally, baseUrl: $baseUrl) {
                id key title byteSize mimeType ownerType ownerId writeUrl readUrl createdAt internallyStoredAt source { kind name }
              }
            }""";
    static final String LIST = """
            query Contents($skip: Int!, $take: Int!, $where: ContentWhereInput) {
              paginatedContent(skip: $skip, take: $take, where: $where) {
                nodes { id key ownerId ownerType metadata byteSize ingestionState } totalCount
              }
            }""";
    static final String DELETE = "mutation($contentIds: [String!]!) { contentDeleteByContentIds(contentIds: $contentIds) { id } }";
    static final String UPDATE = """
            mutation($contentId: String!, $ownerId: String, $input: ContentUpdateInput!) {
              contentUpdate(contentId: $contentId, ownerId: $ownerId, input: $input) { id }
            }""";
    static final String SCOPES = """
            query($skip: Int!, $take: Int!, $where: ScopeWhereInput!) {
              paginatedScope(skip: $skip, take: $take, where: $where) { totalCount nodes { id name parentId externalId } }
            }""";
    static final String GENERATE = """
            mutation($paths: [String!]!, $inheritAccess: Boolean) {
              generateScopesBasedOnPaths(paths: $paths, inheritAccess: $inheritAccess) { id name parentId externalId }
            }""";
    static final String GRANT = """
            mutation($scopeId: String!, $scopeAccesses: [ScopeAccessChangeDto!]!, $applyToSubScopes: Boolean,
                $skipFileAccessPropagation: Boolean) {
              createScopeAccesses(scopeId: $scopeId, scopeAccesses: $scopeAccesses, applyToSubScopes: $applyToSubScopes,
                  skipFileAccessPropagation: $skipFileAccessPropagation)
            }""";
    static final String UPDATE_SCOPE = """
            mutation($id: String!, $input: ScopeUpdateInput!) { updateScope(id: $id, input: $input) { id name externalId parentId } }""";
    static final String MOVE = """
            mutation($input: BulkMoveInput!) {
              bulkMove(input: $input) { scopeIds asyncMetadataRebuild jobId affectedFiles message }
            }""";
    static final String DELETE_FOLDER = """
            mutation($scopeId: String!, $recursive: Boolean!) {
              deleteFolder(scopeId: $scopeId, recursive: $recursive) {
                successFolders { id name path } failedFolders { id name failReason path }
              }
            }""";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final PlatformSimulator platform;

    PlatformClient(PlatformSimulator platform) {
        this.platform = platform;
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder post(String url, Object body) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                .header("x-service-id", "confluence-connector").header("x-company-id", "company-1").header("x-user-id", USER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Answer.json(200, body).body()));
    }

    JsonNode ingestion(String query, Map<String, Object> variables) throws IOException, InterruptedException {
        return graphQl(platform.ingestionUrl(), query, variables);
    }

    JsonNode scopes(String query, Map<String, Object> variables) throws IOException, InterruptedException {
        return graphQl(platform.scopeManagementUrl(), query, variables);
    }

    private JsonNode graphQl(String base, String query, Map<String, Object> variables) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(send(post(base + "/graphql", Map.of("query", query, "variables", variables))).body());
    }

    /** A page of this size and version in a scope. */
    static Map<String, Object> page(String key, String scopeId, int byteSize) {
        return Map.of(
                "input", Map.of("key", key, "title", "Release notes", "mimeType", "text/html", "ownerType", "SCOPE",
                        "url", "https://wiki.example/pages/" + key, "byteSize", byteSize,
                        "metadata", Map.of("spaceKey", "ENG", "versionTimestamp", "pending")),
                "scopeId", scopeId, "sourceOwnerType", "COMPANY", "sourceName", "https://wiki.example",
                "sourceKind", "ATLASSIAN_CONFLUENCE_CLOUD", "storeInternally", true, "baseUrl", "https://wiki.example");
    }

    static Map<String, Object> with(Map<String, Object> variables, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(variables);
        changed.put(name, value);
        return changed;
    }

    JsonNode register(String key, String scopeId, int byteSize) throws IOException, InterruptedException {
        return ingestion(UPSERT, page(key, scopeId, byteSize)).path("data").path("contentUpsert");
    }

    JsonNode finalise(String key, String scopeId, int byteSize, JsonNode registration) throws IOException, InterruptedException {
        return ingestion(UPSERT, with(page(key, scopeId, byteSize), "fileUrl", registration.path("readUrl").asText()));
    }

    static HttpRequest.Builder put(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "text/html").header("x-ms-blob-type", "BlockBlob")
                .PUT(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    /** Registers, uploads and finalises a page. */
    void ingest(String key, String scopeId, String body) throws IOException, InterruptedException {
        int byteSize = body.getBytes(StandardCharsets.UTF_8).length;
        JsonNode registration = register(key, scopeId, byteSize);
        send(put(registration.path("writeUrl").asText(), body));
        finalise(key, scopeId, byteSize, registration);
    }

    HttpResponse<String> diff(String partialKey, List<Map<String, String>> files) throws IOException, InterruptedException {
        return send(post(platform.ingestionUrl() + "/v2/content/file-diff", Map.of("partialKey", partialKey,
                "sourceKind", "ATLASSIAN_CONFLUENCE_CLOUD", "sourceName", "https://wiki.example", "fileList", files)));
    }

    void grantAll(String scopeId) {
        platform.grant(scopeId, USER, AccessType.values());
    }

    String grantedRoot() {
        String root = platform.createRootScope("Confluence");
        grantAll(root);
        return root;
    }

    static String firstCode(JsonNode answer) {
        return Optional.of(answer.path("errors").path(0).path("extensions").path("code").asText()).orElse("");
    }
}
