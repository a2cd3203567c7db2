package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.SelectedItem;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.platform.StoredContent;
import io.confluenceconnector.simulator.platform.StoredScope;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Compares the simulated knowledge base with what the simulated Confluence selects, read past its search. */
final class KnowledgeBaseAssert extends AbstractAssert<KnowledgeBaseAssert, TenantFixture> {

    private static final Map<String, String> TYPE_OF_EXTENSION = Map.of("pdf", "application/pdf", "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "png", "image/png");
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg");
    private static final Set<String> TAKEN = Set.of("application/pdf", TYPE_OF_EXTENSION.get("docx"), "text/plain",
            "text/csv", "text/html", "image/png", "image/jpeg");

    private KnowledgeBaseAssert(TenantFixture tenant) {
        super(tenant, KnowledgeBaseAssert.class);
    }

    static KnowledgeBaseAssert assertThat(TenantFixture tenant) {
        return new KnowledgeBaseAssert(tenant);
    }

    /** Everything about one item that the knowledge base shows. */
    record Held(String scope, Optional<String> mark, String title, Map<String, Object> metadata, String mimeType,
                long declaredSize, long size, String sha256, String url, String sourceKind, String sourceName,
                String baseUrl, String ownerType, Map<String, Object> ingestionConfig, boolean finalised, String state) {

        private Held titled(String otherTitle) {
            return new Held(scope, mark, otherTitle, metadata, mimeType, declaredSize, size, sha256, url, sourceKind,
                    sourceName, baseUrl, ownerType, ingestionConfig, finalised, state);
        }
    }

    /** Nothing is missing, nothing is extra, nothing is unfinished, and nobody broke a rule on the way. */
    KnowledgeBaseAssert holdsExactlyWhatIsSelected() {
        return compare(held(), spaceKey -> true, item -> true);
    }

    /** The same, with other tenants on the same platform. */
    KnowledgeBaseAssert holdsExactlyWhatIsSelectedBelowItsRoot() {
        Map<String, Held> held = held();
        held.values().removeIf(content -> !content.scope().startsWith(root().path() + "/"));
        return compare(held, spaceKey -> true, item -> true);
    }

    /** The same of some spaces, whatever happens in others. */
    KnowledgeBaseAssert holdsExactlyWhatIsSelectedIn(String... spaceKeys) {
        return compare(held(), Set.of(spaceKeys)::contains, item -> true);
    }

    /** The same, except for selected items that the test expects to be missing. */
    KnowledgeBaseAssert holdsExactlyWhatIsSelectedAnd(Predicate<SelectedItem> expected) {
        return compare(held(), spaceKey -> true, expected);
    }

    /** The same, except for the title of an attachment that was renamed: only its URL is refreshed (P7). */
    KnowledgeBaseAssert holdsExactlyWhatIsSelectedButTheTitleOf(SimAttachment renamed) {
        Map<String, Held> held = held();
        held.replaceAll((key, content) -> key.endsWith("::" + renamed.id()) ? content.titled(renamed.title()) : content);
        return compare(held, spaceKey -> true, item -> true);
    }

    private KnowledgeBaseAssert compare(Map<String, Held> held, Predicate<String> spaceKey,
                                        Predicate<SelectedItem> expected) {
        Map<String, Held> wanted = new TreeMap<>();
        actual.confluence.selected(TenantFixture.SINGLE, TenantFixture.ALL).stream()
                .filter(item -> spaceKey.test(item.spaceKey())).filter(KnowledgeBaseAssert::isTaken).filter(expected)
                .forEach(item -> wanted.put(key(item), wanted(item)));
        held.values().removeIf(content -> !spaceKey.test(String.valueOf(content.metadata().get("spaceKey"))));
        Assertions.assertThat(held).containsExactlyInAnyOrderEntriesOf(wanted);
        return sawNoViolations();
    }

    KnowledgeBaseAssert sawNoViolations() {
        Assertions.assertThat(actual.platform.violations()).isEmpty();
        actual.confluence.assertNoViolations();
        actual.confluence.assertOnlyReads();
        return this;
    }

    /** What a perfect connector holds, by content key. */
    static Map<String, SelectedItem> selectedByKey(TenantFixture tenant) {
        KnowledgeBaseAssert knowledgeBase = assertThat(tenant);
        Map<String, SelectedItem> selected = new TreeMap<>();
        tenant.confluence.selected(TenantFixture.SINGLE, TenantFixture.ALL).stream()
                .filter(KnowledgeBaseAssert::isTaken).forEach(item -> selected.put(knowledgeBase.key(item), item));
        return selected;
    }

    private Map<String, Held> held() {
        Map<String, Held> held = new TreeMap<>();
        actual.platform.contents().values().forEach(content -> held.put(content.key(), held(content)));
        return held;
    }

    private StoredScope root() {
        return actual.platform.scope(actual.rootScopeId()).orElseThrow();
    }

    private StoredScope scope(StoredContent content) {
        return actual.platform.scope(content.ownerId()).orElseThrow();
    }

    private Held held(StoredContent content) {
        return new Held(scope(content).path(), scope(content).externalId(), content.title(), content.metadata(),
                content.mimeType(), content.byteSize(), content.uploadedBytes(), content.sha256(), content.url(),
                content.sourceKind(), content.sourceName(), content.baseUrl(), content.ownerType(),
                content.ingestionConfig(), content.finalised(), content.ingestionState());
    }

    private String key(SelectedItem item) {
        String partialKey = item.spaceId() + "_" + item.spaceKey();
        return (actual.firstKeyFormat ? "" : actual.name + "/") + partialKey + "/" + item.itemId();
    }

    private Held wanted(SelectedItem item) {
        String mimeType = mediaType(item);
        return new Held(root().path() + "/" + item.spaceKey(),
                Optional.of("confc:" + actual.name + ":" + item.spaceId() + ":" + item.spaceKey()), item.title(),
                metadata(item), mimeType, item.size(), item.size(), item.sha256(), item.webUrl(),
                actual.setup.isCloud() ? "ATLASSIAN_CONFLUENCE_CLOUD" : "ATLASSIAN_CONFLUENCE_ONPREM",
                actual.confluence.baseUrl(), actual.confluence.baseUrl(), "SCOPE",
                IMAGES.contains(mimeType) ? Map.of("jpgReadMode", "DOC_INTELLIGENCE_DEFAULT") : Map.of(), true, "FINISHED");
    }

    private static Map<String, Object> metadata(SelectedItem item) {
        Map<String, Object> metadata = new TreeMap<>(Map.of("spaceKey", item.spaceKey(), "spaceName", item.spaceName(),
                "versionTimestamp", item.versionTimestamp()));
        if (item.attachmentId().isEmpty()) {
            metadata.put("confluenceLabels", List.copyOf(item.labels()));
        }
        return metadata;
    }

    private static boolean isTaken(SelectedItem item) {
        return item.size() > 0 && (item.attachmentId().isEmpty()
                || item.size() <= TenantFixture.MAX_FILE_BYTES && TAKEN.contains(mediaType(item)));
    }

    private static String mediaType(SelectedItem item) {
        String declared = item.mediaType().orElse("application/octet-stream").toLowerCase(Locale.ROOT).split(";")[0].trim();
        return declared.equals("application/octet-stream")
                ? TYPE_OF_EXTENSION.getOrDefault(item.title().substring(item.title().lastIndexOf('.') + 1), declared)
                : declared;
    }
}
