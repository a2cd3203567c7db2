package io.confluenceconnector.scope;

import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.Scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scopes right below the root, as last seen in this cycle. */
public final class ScopeTree {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "scopes";

    private final Map<String, Scope> byId = new HashMap<>();
    /** Of several with the same name, the first one that was read: each item asks for its space's. */
    private final Map<String, Scope> byName = new HashMap<>();
    private long total = Long.MAX_VALUE;
    private int read;

    synchronized void page(Collection<Scope> scopes, long totalCount) {
        scopes.forEach(this::put);
        read += scopes.size();
        total = scopes.isEmpty() ? read : totalCount;
    }

    synchronized void put(Scope scope) {
        byId.put(scope.id(), scope);
        byName.merge(scope.name(), scope, (first, other) -> first.id().equals(other.id()) ? other : first);
    }

    /** Whether the listing has more pages. */
    public synchronized boolean hasMore() {
        return read < total;
    }

    synchronized int read() {
        return read;
    }

    /** The scope of a space, by name: a space scope is named by its space's key. */
    public synchronized Optional<Scope> of(Space space) {
        return Optional.ofNullable(byName.get(space.key()));
    }

    /** All scopes below the root. */
    public synchronized List<Scope> all() {
        return new ArrayList<>(byId.values());
    }

    @Override
    public String toString() {
        return "scopes below the root";
    }
}
