package io.confluenceconnector.simulator.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer of the file diff: item ids by what should happen to them. */
record FileDiff(List<String> newFiles, List<String> updatedFiles, List<String> movedFiles, List<String> deletedFiles) {

    /** One item of the request. */
    record Submitted(String url, String updatedAt) { }

    /** Updated: another version than before the last finalisation, or never finalised. Moved: only the URL differs. */
    static FileDiff between(Map<String, Submitted> submitted, Map<String, Contents.Known> stored) {
        FileDiff diff = new FileDiff(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        submitted.forEach((id, file) -> {
            Contents.Known known = stored.get(id);
            if (known == null) {
                diff.newFiles.add(id);
            } else if (!known.version().equals(Optional.of(file.updatedAt()))) {
                diff.updatedFiles.add(id);
            } else if (!known.url().equals(file.url())) {
                diff.movedFiles.add(id);
            }
        });
        stored.keySet().stream().filter(id -> !submitted.containsKey(id)).forEach(diff.deletedFiles::add);
        return diff;
    }
}
