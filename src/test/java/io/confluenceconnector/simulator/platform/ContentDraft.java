package io.confluenceconnector.simulator.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a {@code contentUpsert} says about an item, each field checked as the platform does. */
record ContentDraft(String key, String title, String mimeType, String url, long byteSize, String ownerId, String ownerType,
        Map<String, Object> metadata, Map<String, Object> ingestionConfig, String sourceKind, String sourceName,
        String baseUrl, boolean storeInternally) {

    static final Set<String> SOURCE_KINDS = Set.of("ATLASSIAN_CONFLUENCE_CLOUD", "ATLASSIAN_CONFLUENCE_ONPREM");

    private static final String VERSION = "versionTimestamp";

    static ContentDraft of(Map<String, Object> arguments) {
        Map<String, Object> input = Arguments.object(arguments, "input");
        require(input, "ownerType", Set.of("SCOPE"));
        require(arguments, "sourceOwnerType", Set.of("COMPANY"));
        require(arguments, "sourceKind", SOURCE_KINDS);
        int byteSize = Arguments.number(input, "byteSize");
        if (byteSize <= 0) {
            throw Refusal.badInput("byteSize must be positive, not " + byteSize);
        }
        return new ContentDraft(Arguments.required(input, "key"), Arguments.required(input, "title"),
                Arguments.required(input, "mimeType"), Arguments.required(input, "url"), byteSize,
                Arguments.required(arguments, "scopeId"), "SCOPE", Arguments.object(input, "metadata"),
                Arguments.object(input, "ingestionConfig"), Arguments.required(arguments, "sourceKind"),
                Arguments.required(arguments, "sourceName"), Arguments.required(arguments, "baseUrl"),
                Boolean.TRUE.equals(arguments.get("storeInternally")));
    }

    private static void require(Map<String, Object> arguments, String name, Set<String> allowed) {
        if (!allowed.contains(Arguments.required(arguments, name))) {
            throw Refusal.badInput(name + " must be one of " + allowed);
        }
    }

    /** Whether a finalisation repeats its registration; only the version may have become known in between. */
    boolean repeats(ContentDraft registered) {
        return withoutVersion().equals(registered.withoutVersion());
    }

    private ContentDraft withoutVersion() {
        Map<String, Object> rest = new HashMap<>(metadata);
        rest.remove(VERSION);
        return at(url, rest, ownerId);
    }

    ContentDraft at(String newUrl, Map<String, Object> newMetadata, String newOwnerId) {
        return new ContentDraft(key, title, mimeType, newUrl, byteSize, newOwnerId, ownerType, newMetadata, ingestionConfig,
                sourceKind, sourceName, baseUrl, storeInternally);
    }
}
