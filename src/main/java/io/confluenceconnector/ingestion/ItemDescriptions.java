package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.ContentRequests.Description;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the platform is told of each kind of item: metadata and ingestion settings. */
final class ItemDescriptions {
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg");

    private final ContentKeys keys;
    private final Map<String, Object> ingestionConfig;
    private final Map<String, Object> pageIngestionConfig;
    private final boolean imageOcr;

    /**
     * @param ingestionConfig     the base for every item
     * @param pageIngestionConfig extends it for pages
     * @param imageOcr            whether PNG and JPEG files are read by document intelligence (P15)
     */
    ItemDescriptions(ContentKeys keys, Map<String, Object> ingestionConfig, Map<String, Object> pageIngestionConfig,
                     boolean imageOcr) {
        this.keys = keys;
        this.ingestionConfig = Map.copyOf(ingestionConfig);
        this.pageIngestionConfig = Map.copyOf(pageIngestionConfig);
        this.imageOcr = imageOcr;
    }

    /** @param extraMetadata what an extension adds; never a field of ours */
    Description page(PageContent content, String scopeId, Map<String, Object> extraMetadata) {
        Map<String, Object> metadata = metadata(content.page().space());
        metadata.put("confluenceLabels", content.page().labels());
        metadata.putAll(extraMetadata);
        return new Description(key(content.page()), content.title(), "text/html", content.page().url(),
                content.body().length(), scopeId, metadata, extended(pageIngestionConfig));
    }

    Description attachment(Attachment attachment, long size, String scopeId, Map<String, Object> extraMetadata) {
        Map<String, Object> metadata = metadata(attachment.space());
        metadata.putAll(extraMetadata);
        boolean image = IMAGES.contains(attachment.mediaType());
        return new Description(key(attachment), attachment.title(), attachment.mediaType(), attachment.url(), size,
                scopeId, metadata,
                extended(image && imageOcr ? Map.of("jpgReadMode", "DOC_INTELLIGENCE_DEFAULT") : Map.of()));
    }

    private String key(Item item) {
        return keys.key(item.space(), item.itemId());
    }

    private static Map<String, Object> metadata(Space space) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("spaceKey", space.key());
        metadata.put("spaceName", space.name());
        return metadata;
    }

    private Map<String, Object> extended(Map<String, Object> extension) {
        Map<String, Object> config = new LinkedHashMap<>(ingestionConfig);
        config.putAll(extension);
        return config;
    }
}
