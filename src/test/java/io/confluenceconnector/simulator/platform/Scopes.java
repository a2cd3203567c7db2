package io.confluenceconnector.simulator.platform;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tree of scopes and who may do what with them. */
final class Scopes {

    private final Map<String, Scope> byId = new LinkedHashMap<>();
    private final List<PendingMove> moves = new ArrayList<>();
    private final Switches switches;
    private final Clock clock;
    private int lastId;

    Scopes(Switches switches, Clock clock) {
        this.switches = switches;
        this.clock = clock;
    }

    /** A scope with all its state; guarded by the tree's lock. */
    private static final class Scope {
        private final String id;
        private final String name;
        private final boolean inheritsAccess;
        private final Map<String, Set<AccessType>> grants = new HashMap<>();
        private Optional<String> parentId;
        private Optional<String> externalId = Optional.empty();

        private Scope(String id, String name, Optional<String> parentId, boolean inheritsAccess) {
            this.id = id;
            this.name = name;
            this.parentId = parentId;
            this.inheritsAccess = inheritsAccess;
        }
    }

    private record PendingMove(Instant due, List<String> scopeIds, String targetId) { }

    synchronized StoredScope create(Optional<String> parentId, String name, boolean inheritsAccess) {
        settle();
        parentId.ifPresent(this::existing);
        lastId++;
        Scope scope = new Scope("scope_" + String.format("%012d", lastId), name, parentId, inheritsAccess);
        byId.put(scope.id, scope);
        return stored(scope);
    }

    synchronized void grant(String scopeId, String userId, Set<AccessType> accesses, boolean alsoBeneath) {
        settle();
        existing(scopeId).grants.computeIfAbsent(userId, id -> EnumSet.noneOf(AccessType.class)).addAll(accesses);
        if (alsoBeneath) {
            childrenOf(scopeId).forEach(child -> grant(child.id, userId, accesses, true));
        }
    }

    /** Whether the user has this access, granted on the scope itself or inherited from above. */
    synchronized boolean allows(String userId, String scopeId, AccessType access) {
        settle();
        if (!switches.accessRules) {
            return byId.containsKey(scopeId);
        }
        for (Scope scope = byId.get(scopeId); scope != null; scope = inheritedFrom(scope)) {
            if (scope.grants.getOrDefault(userId, Set.of()).contains(access)) {
                return true;
            }
        }
        return false;
    }

    private Scope inheritedFrom(Scope scope) {
        return scope.inheritsAccess ? scope.parentId.map(byId::get).orElse(null) : null;
    }

    /** Refuses what the user may not do. */
    synchronized void require(String userId, String scopeId, AccessType access) {
        settle();
        existing(scopeId);
        if (!allows(userId, scopeId, access)) {
            throw Refusal.forbidden("no " + access + " access to scope " + scopeId);
        }
    }

    synchronized void mark(String scopeId, Optional<String> externalId) {
        settle();
        existing(scopeId).externalId = externalId;
    }

    /** Moves scopes beneath another one, after the configured delay. */
    synchronized void move(List<String> scopeIds, String targetId) {
        settle();
        for (Scope above = existing(targetId); above != null; above = above.parentId.map(byId::get).orElse(null)) {
            if (scopeIds.contains(above.id)) {
                throw Refusal.badInput("a scope cannot move beneath itself: " + above.id);
            }
        }
        scopeIds.forEach(this::existing);
        moves.add(new PendingMove(clock.instant().plus(switches.moveDelay), List.copyOf(scopeIds), targetId));
        settle();
    }

    private void settle() {
        if (moves.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<PendingMove> due = moves.stream().filter(move -> !now.isBefore(move.due())).toList();
        moves.removeAll(due);
        due.forEach(move -> move.scopeIds().stream().map(byId::get).filter(scope -> scope != null)
                .forEach(scope -> scope.parentId = Optional.of(move.targetId())));
    }

    synchronized void remove(String scopeId) {
        settle();
        byId.remove(scopeId);
    }

    synchronized List<StoredScope> all() {
        settle();
        return byId.values().stream().map(this::stored).toList();
    }

    synchronized Optional<StoredScope> find(String scopeId) {
        settle();
        return Optional.ofNullable(byId.get(scopeId)).map(this::stored);
    }

    synchronized List<StoredScope> children(String parentId) {
        settle();
        return childrenOf(parentId).stream().map(this::stored).toList();
    }

    synchronized Optional<StoredScope> child(Optional<String> parentId, String name) {
        settle();
        return byId.values().stream().filter(scope -> scope.parentId.equals(parentId) && scope.name.equals(name))
                .findFirst().map(this::stored);
    }

    private List<Scope> childrenOf(String parentId) {
        return byId.values().stream().filter(scope -> scope.parentId.equals(Optional.of(parentId))).toList();
    }

    private Scope existing(String scopeId) {
        return Optional.ofNullable(byId.get(scopeId)).orElseThrow(() -> Refusal.notFound("no scope " + scopeId));
    }

    private StoredScope stored(Scope scope) {
        return new StoredScope(scope.id, scope.name, scope.parentId, scope.externalId, path(scope));
    }

    private String path(Scope scope) {
        return scope.parentId.map(byId::get).map(this::path).orElse("") + "/" + scope.name;
    }
}
