package io.confluenceconnector.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which attachments of selected pages are taken (P5).
 *
 * @param enabled          whether attachments are enumerated at all
 * @param allowedMimeTypes media types without parameters, lower case
 * @param maxFileSizeMb    size limit in units of 1024 × 1024 bytes
 * @param imageOcr         whether PNG and JPEG attachments are read by the platform's document intelligence (P15)
 */
public record AttachmentsConfig(boolean enabled, Set<String> allowedMimeTypes, int maxFileSizeMb, boolean imageOcr) {

    /** What holds when a tenant file says nothing about attachments. */
    public static final AttachmentsConfig DEFAULT = new AttachmentsConfig(
            true,
            new LinkedHashSet<>(List.of(
                    "application/pdf",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "text/plain",
                    "text/csv",
                    "text/html",
                    "image/png",
                    "image/jpeg")),
            200,
            true);

    public AttachmentsConfig {
        Checks.atLeast(1, maxFileSizeMb, "maxFileSizeMb");
        Set<String> lowerCase = new LinkedHashSet<>();
        allowedMimeTypes.forEach(type -> lowerCase.add(type.toLowerCase(Locale.ROOT)));
        allowedMimeTypes = Collections.unmodifiableSet(lowerCase);
    }

    public long maxFileSizeBytes() {
        return maxFileSizeMb * 1024L * 1024L;
    }
}
