package io.confluenceconnector.simulator.confluence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The expansions that a v1 request asks for; asking for a nested one asks for those above it. */
record Expansions(Set<String> names) {

    private static final Set<String> KNOWN = Set.of(
            "body", "body.storage", "body.view", "version", "space", "metadata", "metadata.labels", "ancestors",
            "ancestors.metadata.labels", "children", "children.attachment", "children.attachment.version",
            "children.attachment.extensions", "children.attachment.metadata", "history", "history.lastUpdated",
            "container", "extensions");
    /** Highest page sizes with a body, with other expansions, with none (API facts 3, 9.3; B08). */
    private static final int WITH_BODY = 50;
    private static final int WITH_OTHERS = 200;
    private static final int WITHOUT = 1000;

    Expansions {
        names = Set.copyOf(names);
    }

    static Expansions of(List<String> asked) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : asked) {
            if (!KNOWN.contains(name)) {
                throw new Refusal(V1Json.error(400, "BadRequestException", "unknown expansion " + name));
            }
            for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
                names.add(name.substring(0, end));
            }
        }
        return new Expansions(names);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    int pageSizeCap() {
        if (has("body")) {
            return WITH_BODY;
        }
        return names.isEmpty() ? WITHOUT : WITH_OTHERS;
    }
}
