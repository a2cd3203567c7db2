package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Item;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds every request to the platform except those of one item's ingestion. */
public final class PlatformApi {

    /** The platform's largest answer and largest list of paths. */
    public static final int PAGE_SIZE = 100;

    /** The most content ids in one deletion. */
    public static final int IDS_PER_DELETION = 20;

    private static final String FILE_DIFF = "/v2/content/file-diff";

    private final URI ingestion;
    private final URI scopeManagement;
    private final String sourceKind;
    private final URI sourceName;

    /**
     * @param sourceKind the product's name on the platform
     * @param sourceName the Confluence instance's base URL
     */
    public PlatformApi(URI ingestion, URI scopeManagement, String sourceKind, URI sourceName) {
        this.ingestion = ingestion;
        this.scopeManagement = scopeManagement;
        this.sourceKind = sourceKind;
        this.sourceName = sourceName;
    }

    PlatformRequest graphQl(GraphQlDocument document, Map<String, Object> variables) {
        URI base = document.target() == Target.INGESTION ? ingestion : scopeManagement;
        return new PlatformRequest(document.target(), document.operation(), URI.create(base + "/graphql"),
                document.payload(variables));
    }

    String sourceKind() {
        return sourceKind;
    }

    String sourceName() {
        return sourceName.toString();
    }

    URI ingestion() {
        return ingestion;
    }

    /** What of these items is new, updated, moved or deleted (P7). */
    public PlatformRequest fileDiff(String partialKey, Collection<? extends Item> items) {
        List<Map<String, Object>> files = new ArrayList<>(items.size());
        items.forEach(item -> files.add(
                Map.of("key", item.itemId(), "url", item.url(), "updatedAt", item.updatedAt())));
        return new PlatformRequest(Target.INGESTION, "POST:" + FILE_DIFF, URI.create(ingestion + FILE_DIFF), Map.of(
                "partialKey", partialKey, "sourceKind", sourceKind, "sourceName", sourceName.toString(),
                "fileList", files));
    }

    /** Counts what is stored under a prefix (P8). */
    public PlatformRequest countContent(String prefix) {
        return content(0, 0, Map.of("key", Map.of("startsWith", prefix)));
    }

    /** What is stored under a prefix, from {@code skip} on. */
    public PlatformRequest contentWithPrefix(String prefix, int skip) {
        return content(skip, PAGE_SIZE, Map.of("key", Map.of("startsWith", prefix)));
    }

    /** What is stored in a scope, from {@code skip} on. */
    public PlatformRequest contentOfScope(String scopeId, int skip) {
        return content(skip, PAGE_SIZE,
                Map.of("ownerId", Map.of("equals", scopeId), "ownerType", Map.of("equals", "SCOPE")));
    }

    /** What is stored under these keys, at most {@link #PAGE_SIZE}. */
    public PlatformRequest contentWithKeys(Collection<String> keys) {
        return content(0, PAGE_SIZE, Map.of("key", Map.of("in", List.copyOf(keys))));
    }

    private PlatformRequest content(int skip, int take, Map<String, Object> where) {
        return graphQl(GraphQlDocument.PAGINATED_CONTENT, Map.of("skip", skip, "take", take, "where", where));
    }

    /** At most {@link #IDS_PER_DELETION} ids (P11). */
    public PlatformRequest deleteContent(Collection<String> contentIds) {
        return graphQl(GraphQlDocument.CONTENT_DELETE, Map.of("contentIds", List.copyOf(contentIds)));
    }

    /** Refreshes a stored item's URL without its bytes (P7). */
    public PlatformRequest updateUrl(String contentId, String url) {
        return graphQl(GraphQlDocument.CONTENT_UPDATE, Map.of("contentId", contentId, "input", Map.of("url", url)));
    }

    /** The smallest question to one of the two services, for health checks. */
    public PlatformRequest ping(Target target) {
        URI base = target == Target.INGESTION ? ingestion : scopeManagement;
        return new PlatformRequest(target, PlatformRequest.PING, URI.create(base + "/graphql"), Map.of("query", "{ __typename }"));
    }

    /** Replaces a stored item's metadata without its bytes (P14). */
    public PlatformRequest updateMetadata(String contentId, JsonNode metadata) {
        return graphQl(GraphQlDocument.CONTENT_UPDATE,
                Map.of("contentId", contentId, "input", Map.of("metadata", metadata)));
    }

    /** Who we are for the platform (P2). */
    public PlatformRequest me() {
        return graphQl(GraphQlDocument.ME, Map.of());
    }

    /** Grants access to one scope, not to what lies below it. */
    public PlatformRequest grant(String scopeId, String userId, List<String> accessTypes) {
        List<Map<String, String>> accesses = accessTypes.stream()
                .map(type -> Map.of("accessType", type, "entityId", userId, "entityType", "USER")).toList();
        return graphQl(GraphQlDocument.CREATE_SCOPE_ACCESSES, Map.of("scopeId", scopeId, "scopeAccesses", accesses,
                "applyToSubScopes", false, "skipFileAccessPropagation", true));
    }

    public PlatformRequest scope(String scopeId) {
        return scopes(0, 1, Map.of("id", Map.of("equals", scopeId)));
    }

    /** Scopes that carry a mark (P3). */
    public PlatformRequest scopesMarked(String externalId) {
        return scopes(0, PAGE_SIZE, Map.of("externalId", Map.of("equals", externalId)));
    }

    /** The scopes right below a scope, from {@code skip} on. */
    public PlatformRequest childScopes(String parentId, int skip) {
        return scopes(skip, PAGE_SIZE, Map.of("parentId", Map.of("equals", parentId)));
    }

    private PlatformRequest scopes(int skip, int take, Map<String, Object> where) {
        return graphQl(GraphQlDocument.PAGINATED_SCOPE, Map.of("skip", skip, "take", take, "where", where));
    }

    /** Creates what is missing of at most {@link #PAGE_SIZE} paths, access inherited (P9). */
    public PlatformRequest createScopes(Collection<String> paths) {
        return graphQl(GraphQlDocument.GENERATE_SCOPES, Map.of("paths", List.copyOf(paths), "inheritAccess", true));
    }

    /** Sets a scope's mark, or clears it. */
    public PlatformRequest markScope(String scopeId, Optional<String> externalId) {
        Map<String, Object> input = new HashMap<>();
        input.put("externalId", externalId.orElse(null));
        return graphQl(GraphQlDocument.UPDATE_SCOPE, Map.of("id", scopeId, "input", input));
    }

    /** Moves scopes with all they hold below another one (P3). */
    public PlatformRequest moveScopes(Collection<String> scopeIds, String targetScopeId) {
        return graphQl(GraphQlDocument.BULK_MOVE,
                Map.of("input", Map.of("scopeIds", List.copyOf(scopeIds), "targetScopeId", targetScopeId)));
    }

    public PlatformRequest deleteScope(String scopeId, boolean recursive) {
        return graphQl(GraphQlDocument.DELETE_FOLDER, Map.of("scopeId", scopeId, "recursive", recursive));
    }
}
