package io.confluenceconnector.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.platform.StoredContent;

import java.util.Objects;

/** A stored page whose labels are to be refreshed; all other metadata stays as it is (P14). */
public record LabelUpdate(Page page, StoredContent stored) {

    public LabelUpdate {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(stored, "stored");
    }

    JsonNode metadata() {
        ObjectNode metadata = stored.metadata().deepCopy();
        ArrayNode labels = metadata.putArray(Finding.LABELS);
        page.labels().forEach(labels::add);
        return metadata;
    }

    /** Labels are content (S10). */
    @Override
    public String toString() {
        return "other labels of " + page;
    }
}
