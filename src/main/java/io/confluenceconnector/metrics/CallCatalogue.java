package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.platform.Target;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of calls that may stand in a label. Any other name is counted as {@value #OTHER}, so that no edited route can
 * put an id or an address into a label, or make series without end (S23).
 */
final class CallCatalogue {

    static final String OTHER = "other";

    private static final Set<String> CLOUD = Set.of(
            "/wiki/rest/api/content/search",
            "/wiki/rest/api/content/{id}/child/attachment/{id}/download",
            "/wiki/api/v2/pages", "/wiki/api/v2/pages/{id}/attachments", "/wiki/api/v2/pages/{id}/labels",
            "/wiki/api/v2/blogposts", "/wiki/api/v2/blogposts/{id}/attachments", "/wiki/api/v2/blogposts/{id}/labels");

    private static final Set<String> DATA_CENTER = Set.of(
            "/rest/api/content/search", "/rest/api/content", "/rest/api/content/{id}", "/rest/api/content/{id}/child/attachment",
            "/rest/api/space/{key}", "/rest/api/user/current", "/download/attachments/{id}/{file}", "/rest/applinks/1.0/manifest");

    private static final Map<String, Target> PLATFORM = platform();

    private CallCatalogue() {
    }

    /** Path templates of the requests to a Confluence. */
    static Set<String> confluence(InstanceType type) {
        return type == InstanceType.CLOUD ? CLOUD : DATA_CENTER;
    }

    /** Operations of the platform, with the service that each is sent to. */
    static Map<String, Target> platformOperations() {
        return PLATFORM;
    }

    private static Map<String, Target> platform() {
        Map<String, Target> operations = new LinkedHashMap<>();
        operations.put("POST:/v2/content/file-diff", Target.INGESTION);
        put(operations, Target.INGESTION, "ContentUpsert", "PaginatedContent", "ContentDelete", "ContentUpdate");
        put(operations, Target.SCOPE_MANAGEMENT, "Me", "CreateScopeAccesses", "PaginatedScope", "GenerateScopes",
                "UpdateScope", "BulkMove", "DeleteFolder");
        return Collections.unmodifiableMap(operations);
    }

    private static void put(Map<String, Target> operations, Target target, String... names) {
        Stream.of(names).forEach(name -> operations.put("graphql:" + target + ":" + name, target));
    }
}
