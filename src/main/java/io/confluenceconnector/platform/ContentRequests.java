package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.TransientException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds the two {@code contentUpsert} calls of one item's ingestion, and reads their answer. */
public final class ContentRequests {
    private final PlatformApi platform;
    private final boolean storeInternally;
    private final boolean clusterLocal;

    /** @param clusterLocal uploads go to the ingestion service instead of the pre-signed address */
    public ContentRequests(PlatformApi platform, boolean storeInternally, boolean clusterLocal) {
        this.platform = platform;
        this.storeInternally = storeInternally;
        this.clusterLocal = clusterLocal;
    }

    /**
     * What is said of an item in both calls.
     *
     * @param ingestionConfig empty when there is nothing to say
     */
    public record Description(String key, String title, String mimeType, String url, long byteSize, String scopeId,
                              Map<String, Object> metadata, Map<String, Object> ingestionConfig) {
        public Description {
            metadata = Map.copyOf(metadata);
        }

        /** Holds a title (S10). */
        @Override
        public String toString() {
            return mimeType + " of " + byteSize + " bytes";
        }
    }

    /** Name of the metadata field that tells a finished version from one under way (P14). */
    public static final String VERSION = "versionTimestamp";

    /** Its value while the version is under way, or lacks something that may still come. */
    public static final String PENDING = "pending";

    /** Whether something was registered and never finalised (P14). */
    public static boolean isPending(StoredContent content) {
        return content.metadata().path(VERSION).asText("").equals(PENDING);
    }

    public PlatformRequest register(Description item) {
        return upsert(item, PENDING, Optional.empty());
    }

    /** Repeats the registration with the file's address and the real version: that makes the platform process it. */
    public PlatformRequest finalise(Description item, String versionTimestamp, String readUrl) {
        return upsert(item, versionTimestamp, Optional.of(readUrl));
    }

    private PlatformRequest upsert(Description item, String version, Optional<String> fileUrl) {
        Map<String, Object> metadata = new LinkedHashMap<>(item.metadata());
        metadata.put(VERSION, version);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("key", item.key());
        input.put("title", item.title());
        input.put("mimeType", item.mimeType());
        input.put("ownerType", "SCOPE");
        input.put("url", item.url());
        input.put("byteSize", item.byteSize());
        input.put("metadata", metadata);
        if (!item.ingestionConfig().isEmpty()) {
            input.put("ingestionConfig", item.ingestionConfig());
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("input", input);
        fileUrl.ifPresent(url -> variables.put("fileUrl", url));
        variables.put("scopeId", item.scopeId());
        variables.put("sourceOwnerType", "COMPANY");
        variables.put("sourceName", platform.sourceName());
        variables.put("sourceKind", platform.sourceKind());
        variables.put("storeInternally", storeInternally);
        variables.put("baseUrl", platform.sourceName());
        return platform.graphQl(GraphQlDocument.CONTENT_UPSERT, variables);
    }

    /** What the platform says of a registered item. */
    public record Registered(String readUrl, String uploadUrl) {

        /** Holds addresses that are credentials (S9). */
        @Override
        public String toString() {
            return "registered item";
        }
    }

    /** @throws TransientException when the answer lacks what the next steps need */
    public Registered registered(JsonNode data) {
        JsonNode content = data.path("contentUpsert");
        String writeUrl = content.path("writeUrl").asText("");
        String readUrl = content.path("readUrl").asText("");
        if (content.path("id").asText("").isEmpty() || writeUrl.isEmpty() || readUrl.isEmpty()) {
            throw new TransientException("The platform registered an item without id, writeUrl or readUrl");
        }
        return new Registered(readUrl, clusterLocal ? scopedUpload(writeUrl) : writeUrl);
    }

    /** Inside the cluster the outer gateway's address may not be reachable (B68). */
    private String scopedUpload(String writeUrl) {
        String query = writeUrl.substring(writeUrl.indexOf('?') + 1).split("#", 2)[0];
        for (String parameter : query.split("&")) {
            if (parameter.matches("key=[^\\s\"<>\\\\^`{|}]+")) {
                return platform.ingestion() + "/scoped/upload?" + parameter;
            }
        }
        throw new TransientException("The platform's writeUrl has no key parameter, which cluster_local mode needs");
    }
}
