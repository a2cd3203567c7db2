package io.confluenceconnector.demo;

import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.platform.PlatformSimulator;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.simulator.platform.StoredScope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the knowledge base holds of a tenant, compared with what the tenant's labels select.
 *
 * @param stored      by content key
 * @param scopes      how many scopes there are below the tenant's root
 * @param expected    how many items the labels select
 * @param identical   how many of them are stored exactly as they are in Confluence
 * @param differences one sentence for each difference; empty when the two are equal
 */
record Verification(Map<String, StoredContent> stored, int scopes, int expected, int identical,
                    List<String> differences) {
    Verification {
        stored = new TreeMap<>(stored);
        differences = List.copyOf(differences);
    }

    static Verification of(DemoTenant tenant, PlatformSimulator platform) {
        return of(tenant, platform.contents(), platform.children(tenant.rootScopeId()));
    }

    static Verification of(DemoTenant tenant, Map<String, StoredContent> contents, List<StoredScope> scopes) {
        Map<String, SelectedItem> expected = tenant.selection().stream()
                .collect(Collectors.toMap(item -> key(tenant, item), Function.identity()));
        Map<String, StoredContent> stored = contents.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(tenant.name() + "/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, StoredScope> scopesById = scopes.stream()
                .collect(Collectors.toMap(StoredScope::id, Function.identity()));
        List<String> differences = new ArrayList<>();
        int identical = 0;
        for (Map.Entry<String, SelectedItem> item : expected.entrySet()) {
            List<String> found = compare(tenant, item.getValue(), Optional.ofNullable(stored.get(item.getKey())), scopesById);
            found.forEach(difference -> differences.add(item.getKey() + ": " + difference));
            identical += found.isEmpty() ? 1 : 0;
        }
        stored.keySet().stream().filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add(key + ": is stored, but not selected"));
        scopes.stream().filter(scope -> expected.values().stream().noneMatch(item -> item.spaceKey().equals(scope.name())))
                .forEach(scope -> differences.add(scope.path() + ": a scope of a space without selected pages"));
        return new Verification(stored, scopes.size(), expected.size(), identical, differences);
    }

    private static String key(DemoTenant tenant, SelectedItem item) {
        return tenant.name() + "/" + item.spaceId() + "_" + item.spaceKey() + "/" + item.itemId();
    }

    private static List<String> compare(DemoTenant tenant, SelectedItem item, Optional<StoredContent> found,
                                        Map<String, StoredScope> scopes) {
        if (found.isEmpty()) {
            return List.of("is selected, but missing");
        }
        StoredContent stored = found.get();
        Optional<StoredScope> scope = Optional.ofNullable(scopes.get(stored.ownerId()));
        Differences differences = new Differences();
        differences.compare("title", item.title(), stored.title());
        differences.compare("URL", item.webUrl(), stored.url());
        differences.compare("MIME type", item.mediaType().orElse(""), stored.mimeType());
        differences.compare("declared size", item.size(), stored.byteSize());
        differences.compare("uploaded size", item.size(), stored.uploadedBytes());
        differences.compare("SHA-256", item.sha256(), stored.sha256());
        differences.compare("metadata", metadata(item), stored.metadata());
        differences.compare("ingestion settings", ingestionConfig(item), stored.ingestionConfig());
        differences.compare("scope", Optional.of(item.spaceKey()), scope.map(StoredScope::name));
        differences.compare("scope mark",
                Optional.of("confc:" + tenant.name() + ":" + item.spaceId() + ":" + item.spaceKey()),
                scope.flatMap(StoredScope::externalId));
        differences.compare("source kind", tenant.sourceKind(), stored.sourceKind());
        differences.compare("source name", tenant.confluence().baseUrl(), stored.sourceName());
        differences.compare("base URL", tenant.confluence().baseUrl(), stored.baseUrl());
        differences.compare("finalised", true, stored.finalised());
        return differences.found;
    }

    private static Map<String, Object> metadata(SelectedItem item) {
        Map<String, Object> metadata = new HashMap<>(Map.of("spaceKey", item.spaceKey(),
                "spaceName", item.spaceName(), "versionTimestamp", item.versionTimestamp()));
        if (item.attachmentId().isEmpty()) {
            metadata.put("confluenceLabels", item.labels());
        }
        return metadata;
    }

    /** Pictures are read by the platform's document intelligence (P15). */
    private static Map<String, Object> ingestionConfig(SelectedItem item) {
        return item.mediaType().filter("image/png"::equals).isPresent()
                ? Map.of("jpgReadMode", "DOC_INTELLIGENCE_DEFAULT") : Map.of();
    }

    long pages() {
        return stored.keySet().stream().filter(key -> !key.contains("::")).count();
    }

    long files() {
        return stored.size() - pages();
    }

    long bytes() {
        return stored.values().stream().mapToLong(StoredContent::uploadedBytes).sum();
    }

    private static final class Differences {
        private final List<String> found = new ArrayList<>();

        void compare(String what, Object expected, Object actual) {
            if (!expected.equals(actual)) {
                found.add(what + " is " + actual + ", not " + expected);
            }
        }
    }
}
