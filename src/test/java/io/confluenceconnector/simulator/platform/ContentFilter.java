package io.confluenceconnector.simulator.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A {@code ContentWhereInput}, together with what the caller may read. */
record ContentFilter(Optional<String> prefix, Optional<List<String>> keys, Optional<String> ownerId,
        Optional<String> ownerType, Predicate<String> readableScope) {

    static ContentFilter of(Map<String, Object> where, Predicate<String> readableScope) {
        Map<String, Object> key = Arguments.object(where, "key");
        if (where.containsKey("key") && key.size() != 1) {
            throw Refusal.badInput("where.key needs either startsWith or in");
        }
        return new ContentFilter(Arguments.text(key, "startsWith"),
                key.containsKey("in") ? Optional.of(Arguments.texts(key, "in")) : Optional.empty(),
                Arguments.equalsFilter(where, "ownerId"), Arguments.equalsFilter(where, "ownerType"), readableScope);
    }

    /** Whether owner and access rules let it through; the keys are looked up by the store. */
    boolean accepts(ContentDraft content) {
        return ownerId.map(content.ownerId()::equals).orElse(true)
                && ownerType.map(content.ownerType()::equals).orElse(true)
                && readableScope.test(content.ownerId());
    }
}
