package io.confluenceconnector.routes;

import java.util.Set;

/**
 * The names that routes may use.
 *
 * @param beans        of the tenant that routes may call
 * @param options      names that only options refer to: thread pool profiles, the JSON mapper
 * @param placeholders tunables and what the process sets; everything else could be read from the environment
 * @param extraSchemes component schemes that the operator allowed beyond ours ({@code ROUTES_EXTRA_SCHEMES})
 */
public record RouteVocabulary(Set<String> beans, Set<String> options, Set<String> placeholders,
                              Set<String> extraSchemes) {
    public RouteVocabulary {
        beans = Set.copyOf(beans);
        options = Set.copyOf(options);
        placeholders = Set.copyOf(placeholders);
        extraSchemes = Set.copyOf(extraSchemes);
    }
}
