package io.confluenceconnector.pageimages;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Timestamps;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Attachments by file name. Case matters; another Unicode normalisation of the same text does not. */
final class FileNames {

    private static final BinaryOperator<Attachment> NEWER = BinaryOperator.maxBy(Comparator.comparing(
            attachment -> Timestamps.instant(attachment.updatedAt()).orElse(Instant.MIN)));

    private final Map<String, Attachment> exact = new HashMap<>();
    private final Map<String, Attachment> normalised = new HashMap<>();

    /** Of several attachments with one name the newest counts (B66). */
    FileNames(Collection<Attachment> attachments) {
        attachments.forEach(attachment -> {
            exact.merge(attachment.title(), attachment, NEWER);
            normalised.merge(normalised(attachment.title()), attachment, NEWER);
        });
    }

    /** The attachment of exactly that name, else one whose name reads the same. */
    Optional<Attachment> find(String fileName) {
        return Optional.ofNullable(exact.get(fileName)).or(() -> Optional.ofNullable(normalised.get(normalised(fileName))));
    }

    /** Whether two titles or names are the same text for a reader. */
    static boolean readsAs(String one, String other) {
        return normalised(one).equals(normalised(other));
    }

    private static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
