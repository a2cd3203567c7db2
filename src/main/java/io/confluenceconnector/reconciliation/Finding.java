package io.confluenceconnector.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Timestamps;
import io.confluenceconnector.platform.ContentRequests;
import io.confluenceconnector.platform.StoredContent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the comparison of a discovered item with what is stored of it says (P14). */
sealed interface Finding {

    /** Name of the metadata field with a page's labels. */
    String LABELS = "confluenceLabels";

    /** The platform stopped processing these for a reason that another try cannot mend. */
    Set<String> FINAL_FAILURES = Set.of("FAILED_MALWARE_FOUND", "FAILED_TOO_LESS_CONTENT");

    /** Nothing to do; what the older connector ingested, without a version, is left alone too. */
    record InStep() implements Finding {
    }

    /** Registered and never finalised, or of another version than the discovered one. */
    record Outdated() implements Finding {
    }

    /** The right version, which the platform failed to process. */
    record ProcessingFailed() implements Finding {
    }

    /** The right version with other labels: those do not change a page's version. */
    record LabelsDiffer() implements Finding {
    }

    static Finding of(Item item, StoredContent stored) {
        JsonNode version = stored.metadata().path(ContentRequests.VERSION);
        if (!version.isTextual()) {
            return new InStep();
        }
        if (!sameVersion(version.textValue(), item.updatedAt())) {
            return new Outdated();
        }
        if (stored.ingestionState().startsWith("FAILED") && !FINAL_FAILURES.contains(stored.ingestionState())) {
            return new ProcessingFailed();
        }
        return item instanceof Page page && labelsDiffer(page, stored.metadata().path(LABELS))
                ? new LabelsDiffer() : new InStep();
    }

    /** The same instant in another form is the same version; what is no time at all is compared as text. */
    private static boolean sameVersion(String stored, String discovered) {
        Optional<Instant> instant = Timestamps.instant(stored);
        return stored.equals(discovered) || instant.isPresent() && instant.equals(Timestamps.instant(discovered));
    }

    private static boolean labelsDiffer(Page page, JsonNode stored) {
        Set<String> labels = new TreeSet<>();
        stored.forEach(label -> labels.add(label.asText()));
        return !labels.equals(new TreeSet<>(page.labels()));
    }
}
