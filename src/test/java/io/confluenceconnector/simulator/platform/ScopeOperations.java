package io.confluenceconnector.simulator.platform;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The GraphQL operations of the scope management service. */
final class ScopeOperations {

    static final int MOST_PATHS = 100;

    private final Scopes scopes;
    private final Contents contents;
    private final Journal journal;

    ScopeOperations(Scopes scopes, Contents contents, Journal journal) {
        this.scopes = scopes;
        this.contents = contents;
        this.journal = journal;
    }

    RuntimeWiring wiring() {
        return RuntimeWiring.newRuntimeWiring()
                .type("Query", type -> type
                        .dataFetcher(Operations.ME, environment -> Map.of("user", Map.of("id", caller(environment))))
                        .dataFetcher(Operations.PAGINATED_SCOPE, this::paginatedScope))
                .type("Mutation", type -> type
                        .dataFetcher(Operations.CREATE_SCOPE_ACCESSES, this::createScopeAccesses)
                        .dataFetcher(Operations.GENERATE_SCOPES, this::generateScopes)
                        .dataFetcher(Operations.UPDATE_SCOPE, this::updateScope)
                        .dataFetcher(Operations.BULK_MOVE, this::bulkMove)
                        .dataFetcher(Operations.DELETE_FOLDER, this::deleteFolder))
                .build();
    }

    private static String caller(DataFetchingEnvironment environment) {
        return environment.getGraphQlContext().get(GraphQlEndpoint.CALLER);
    }

    private static Map<String, Object> node(StoredScope scope) {
        Map<String, Object> node = new HashMap<>(Map.of("id", scope.id(), "name", scope.name()));
        scope.parentId().ifPresent(id -> node.put("parentId", id));
        scope.externalId().ifPresent(id -> node.put("externalId", id));
        return node;
    }

    private Map<String, Object> paginatedScope(DataFetchingEnvironment environment) {
        Map<String, Object> arguments = environment.getArguments();
        int skip = Arguments.number(arguments, "skip");
        int take = Arguments.number(arguments, "take");
        IngestionOperations.checkPage(skip, take);
        Map<String, Object> where = Arguments.object(arguments, "where");
        Optional<String> id = Arguments.equalsFilter(where, "id");
        Optional<String> parentId = Arguments.equalsFilter(where, "parentId");
        Optional<String> externalId = Arguments.equalsFilter(where, "externalId");
        List<StoredScope> matching = scopes.all().stream()
                .filter(scope -> id.isEmpty() || id.get().equals(scope.id()))
                .filter(scope -> parentId.isEmpty() || parentId.equals(scope.parentId()))
                .filter(scope -> externalId.isEmpty() || externalId.equals(scope.externalId()))
                .filter(scope -> scopes.allows(caller(environment), scope.id(), AccessType.READ))
                .toList();
        return Map.of("totalCount", matching.size(),
                "nodes", matching.stream().skip(skip).limit(take).map(ScopeOperations::node).toList());
    }

    private boolean createScopeAccesses(DataFetchingEnvironment environment) {
        Map<String, Object> arguments = environment.getArguments();
        String scopeId = Arguments.required(arguments, "scopeId");
        List<?> accesses = environment.getArgument("scopeAccesses");
        if (accesses.isEmpty()) {
            throw Refusal.badInput("scopeAccesses is empty");
        }
        for (Object access : accesses) {
            Map<String, Object> change = Arguments.object(Map.of("change", access), "change");
            scopes.grant(scopeId, Arguments.required(change, "entityId"),
                    Set.of(AccessType.valueOf(Arguments.required(change, "accessType"))),
                    Boolean.TRUE.equals(arguments.get("applyToSubScopes")));
        }
        journal.mutation(Operations.CREATE_SCOPE_ACCESSES, scopeId);
        return true;
    }

    /** Creates what is missing; the answers do not come in the order of the paths. */
    private List<Map<String, Object>> generateScopes(DataFetchingEnvironment environment) {
        List<String> paths = Arguments.texts(environment.getArguments(), "paths");
        if (paths.isEmpty() || paths.size() > MOST_PATHS) {
            throw Refusal.badInput("paths must be 1 to " + MOST_PATHS + ", not " + paths.size());
        }
        boolean inherit = !Boolean.FALSE.equals(environment.getArguments().get("inheritAccess"));
        Map<String, StoredScope> leaves = new LinkedHashMap<>();
        for (String path : paths) {
            StoredScope leaf = generate(caller(environment), path, inherit);
            leaves.put(leaf.id(), leaf);
        }
        List<StoredScope> answers = new ArrayList<>(leaves.values());
        Collections.rotate(answers, 1);
        return answers.stream().map(ScopeOperations::node).toList();
    }

    private StoredScope generate(String caller, String path, boolean inherit) {
        List<String> names = List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
        if (names.stream().anyMatch(String::isBlank)) {
            throw Refusal.badInput("a path has an empty folder name");
        }
        StoredScope scope = scopes.child(Optional.empty(), names.get(0))
                .orElseThrow(() -> Refusal.badInput("no top-level folder " + names.get(0)));
        for (String name : names.subList(1, names.size())) {
            scope = childOf(caller, scope, name, inherit);
        }
        return scope;
    }

    private synchronized StoredScope childOf(String caller, StoredScope parent, String name, boolean inherit) {
        Optional<String> parentId = Optional.of(parent.id());
        return scopes.child(parentId, name).orElseGet(() -> {
            scopes.require(caller, parent.id(), AccessType.WRITE);
            StoredScope created = scopes.create(parentId, name, inherit);
            journal.mutation(Operations.GENERATE_SCOPES, created.path());
            return created;
        });
    }

    private Map<String, Object> updateScope(DataFetchingEnvironment environment) {
        String id = Arguments.required(environment.getArguments(), "id");
        scopes.require(caller(environment), id, AccessType.MANAGE);
        Map<String, Object> input = Arguments.object(environment.getArguments(), "input");
        if (input.containsKey("externalId")) {
            scopes.mark(id, Arguments.text(input, "externalId"));
        }
        journal.mutation(Operations.UPDATE_SCOPE, id);
        return node(scopes.find(id).orElseThrow(() -> Refusal.notFound("no scope " + id)));
    }

    private Map<String, Object> bulkMove(DataFetchingEnvironment environment) {
        Map<String, Object> input = Arguments.object(environment.getArguments(), "input");
        List<String> ids = Arguments.texts(input, "scopeIds");
        String target = Arguments.required(input, "targetScopeId");
        ids.forEach(id -> scopes.require(caller(environment), id, AccessType.MANAGE));
        scopes.require(caller(environment), target, AccessType.WRITE);
        scopes.move(ids, target);
        ids.forEach(id -> journal.mutation(Operations.BULK_MOVE, id));
        return Map.of("scopeIds", ids, "asyncMetadataRebuild", false, "affectedFiles", 0, "message", "moved");
    }

    private Map<String, Object> deleteFolder(DataFetchingEnvironment environment) {
        String id = Arguments.required(environment.getArguments(), "scopeId");
        scopes.require(caller(environment), id, AccessType.MANAGE);
        StoredScope folder = scopes.find(id).orElseThrow(() -> Refusal.notFound("no scope " + id));
        boolean recursive = Boolean.TRUE.equals(environment.getArguments().get("recursive"));
        if (!recursive && (!scopes.children(id).isEmpty() || contents.ownsAny(id))) {
            return Map.of("successFolders", List.of(), "failedFolders", List.of(Map.of("id", id, "name", folder.name(),
                    "failReason", "FOLDER_NOT_EMPTY", "path", folder.path())));
        }
        List<StoredScope> deleted = withDescendants(folder);
        Set<String> ids = new HashSet<>(deleted.stream().map(StoredScope::id).toList());
        contents.deleteOwnedBy(ids::contains);
        ids.forEach(scopes::remove);
        journal.mutation(Operations.DELETE_FOLDER, id);
        return Map.of("failedFolders", List.of(), "successFolders", deleted.stream()
                .map(scope -> Map.of("id", scope.id(), "name", scope.name(), "path", scope.path())).toList());
    }

    private List<StoredScope> withDescendants(StoredScope folder) {
        List<StoredScope> folders = new ArrayList<>(List.of(folder));
        scopes.children(folder.id()).forEach(child -> folders.addAll(withDescendants(child)));
        return folders;
    }
}
