package io.confluenceconnector.discovery;

import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which attachments the configuration takes (P5).
 *
 * @param allowedMediaTypes lower case, without parameters
 * @param maxBytes          the largest size that is taken
 * @param inlinesImages     whether PNG and JPEG files become part of their page (P15)
 */
public record AttachmentSelection(boolean enabled, Set<String> allowedMediaTypes, long maxBytes, boolean inlinesImages) {
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg");
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> OFFICE_TYPES = Map.of(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "csv", "text/csv",
            "md", "text/markdown");

    public AttachmentSelection {
        allowedMediaTypes = Set.copyOf(allowedMediaTypes);
    }

    /** A selection in which images are files like others. */
    public AttachmentSelection(boolean enabled, Set<String> allowedMediaTypes, long maxBytes) {
        this(enabled, allowedMediaTypes, maxBytes, false);
    }

    /** Whether an attachment is taken, and as what. */
    public sealed interface Decision {

        /** Taken; {@code byExtension} says that the file name decided, since the uploader named no type. */
        record Taken(String mediaType, boolean byExtension) implements Decision {
        }

        /** Becomes part of its page, and is no item of its own (P15). */
        record Inlined(String mediaType, boolean byExtension) implements Decision {
        }

        /** Not taken, with the reason. */
        record Declined(String reason) implements Decision {
        }
    }

    /** Decides by media type and size; an unknown size is taken, its download will tell (P5). */
    public Decision decide(String declaredMediaType, String fileName, OptionalLong size) {
        if (!enabled) {
            return new Decision.Declined("attachments are switched off");
        }
        String declared = withoutParameters(declaredMediaType);
        boolean byExtension = declared.isEmpty() || declared.equals(UNKNOWN);
        String mediaType = byExtension ? typeOfExtension(fileName) : declared;
        if (!allowedMediaTypes.contains(mediaType)) {
            return new Decision.Declined("media type not allowed");
        }
        if (size.isPresent() && size.getAsLong() > maxBytes) {
            return new Decision.Declined("larger than maxFileSizeMb");
        }
        return inlinesImages && IMAGES.contains(mediaType) ? new Decision.Inlined(mediaType, byExtension)
                : new Decision.Taken(mediaType, byExtension);
    }

    private static String withoutParameters(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    private static String typeOfExtension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        String known = OFFICE_TYPES.get(extension);
        // not by the whole name, which the JDK reads as a URL, so that a # would end it
        String guessed = known == null ? URLConnection.guessContentTypeFromName("x." + extension) : known;
        return guessed == null ? UNKNOWN : guessed;
    }
}
