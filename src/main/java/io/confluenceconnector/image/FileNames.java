package io.confluenceconnector.image;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Timestamps;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which attachment a file name means. Case matters; another Unicode normalisation of the same text does not (API document 13.2). */
final class FileNames {

    private FileNames() {
    }

    /** The attachment of exactly that name, else the only one whose name reads the same; of several versions the newest (B66). */
    static Optional<Attachment> find(Collection<Attachment> attachments, String fileName) {
        return newest(attachments.stream().filter(attachment -> attachment.title().equals(fileName)).toList())
                .or(() -> newest(attachments.stream().filter(attachment -> readsAs(attachment.title(), fileName)).toList()));
    }

    /** Whether two titles or names are the same text for a reader. */
    static boolean readsAs(String one, String other) {
        return Normalizer.normalize(one, Normalizer.Form.NFC).equals(Normalizer.normalize(other, Normalizer.Form.NFC));
    }

    private static Optional<Attachment> newest(List<Attachment> attachments) {
        return attachments.stream().max(Comparator.comparing(
                attachment -> Timestamps.instant(attachment.updatedAt()).orElse(Instant.MIN)));
    }
}
