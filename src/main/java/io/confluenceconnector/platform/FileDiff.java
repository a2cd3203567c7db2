package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.TransientException;

import java.util.LinkedHashSet;
import java.util.Set;

/** The platform's answer to a file diff: item ids, without the partial key. */
public record FileDiff(Set<String> newFiles, Set<String> updatedFiles, Set<String> movedFiles,
                       Set<String> deletedFiles) {
    public FileDiff {
        newFiles = Set.copyOf(newFiles);
        updatedFiles = Set.copyOf(updatedFiles);
        movedFiles = Set.copyOf(movedFiles);
        deletedFiles = Set.copyOf(deletedFiles);
    }

    static FileDiff of(JsonNode node) {
        return new FileDiff(ids(node, "newFiles"), ids(node, "updatedFiles"), ids(node, "movedFiles"),
                ids(node, "deletedFiles"));
    }

    private static Set<String> ids(JsonNode node, String field) {
        if (!node.path(field).isArray()) {
            throw new TransientException("The platform's file diff came without the array " + field);
        }
        Set<String> ids = new LinkedHashSet<>();
        node.path(field).forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** Counts only (S10). */
    @Override
    public String toString() {
        return newFiles.size() + " new, " + updatedFiles.size() + " updated, " + movedFiles.size() + " moved, "
                + deletedFiles.size() + " deleted";
    }
}
