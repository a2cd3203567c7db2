package io.confluenceconnector.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Where and how a tenant's items are stored in the platform.
 *
 * @param scopeId             the root scope, which must exist before the first cycle (P2)
 * @param useV1KeyFormat      content keys without the tenant's name
 * @param pageIngestionConfig sent with every page, verbatim; empty when nothing is configured (P15)
 */
public record IngestionConfig(
        IngestionMode ingestionMode,
        String scopeId,
        boolean storeInternally,
        boolean useV1KeyFormat,
        AttachmentsConfig attachments,
        Map<String, Object> pageIngestionConfig) {

    public IngestionConfig {
        requireNonNull(ingestionMode, "ingestionMode");
        Checks.notBlank(scopeId, "scopeId");
        requireNonNull(attachments, "attachments");
        pageIngestionConfig = FreeForm.copyOf(pageIngestionConfig);
    }

    /** Whether images become part of their page instead of files of their own (P15). */
    public boolean inlinesImages() {
        return extractsImages(pageIngestionConfig) && !lacksLanguageModel(pageIngestionConfig);
    }

    /** Image extraction without a model to describe the images is a configuration error (P15). */
    static boolean lacksLanguageModel(Map<String, Object> pageIngestionConfig) {
        Object model = imageContentExtraction(pageIngestionConfig).get("languageModel");
        return extractsImages(pageIngestionConfig) && (model == null || model.toString().isBlank());
    }

    private static boolean extractsImages(Map<String, Object> pageIngestionConfig) {
        return Boolean.TRUE.equals(imageContentExtraction(pageIngestionConfig).get("enabled"));
    }

    private static Map<?, ?> imageContentExtraction(Map<String, Object> pageIngestionConfig) {
        return FreeForm.at(pageIngestionConfig, "htmlConfig", "imageContentExtraction");
    }
}
