package io.confluenceconnector.ownership;

import java.util.Objects;

/**
 * The platform folder of a tenant, checked to be ours in this cycle.
 *
 * @param path   full path from the platform's root, starting with a slash
 * @param userId who we are for the platform
 */
public record RootScope(String id, String path, String userId) {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "rootScope";

    public RootScope {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(userId, "userId");
    }

    @Override
    public String toString() {
        return "root scope";
    }
}
