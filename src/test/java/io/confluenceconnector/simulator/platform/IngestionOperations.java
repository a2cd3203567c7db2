package io.confluenceconnector.simulator.platform;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The GraphQL operations of the ingestion service. */
final class IngestionOperations {

    static final int MOST_DELETED = 20;
    static final int MOST_TAKEN = 100;

    private final Contents contents;
    private final Scopes scopes;
    private final Journal journal;

    IngestionOperations(Contents contents, Scopes scopes, Journal journal) {
        this.contents = contents;
        this.scopes = scopes;
        this.journal = journal;
    }

    RuntimeWiring wiring() {
        return RuntimeWiring.newRuntimeWiring()
                .scalar(JsonScalar.type())
                .type("Query", type -> type.dataFetcher(Operations.PAGINATED_CONTENT, this::paginatedContent))
                .type("Mutation", type -> type
                        .dataFetcher(Operations.CONTENT_UPSERT, this::contentUpsert)
                        .dataFetcher(Operations.CONTENT_DELETE, this::contentDelete)
                        .dataFetcher(Operations.CONTENT_UPDATE, this::contentUpdate))
                .build();
    }

    /** Refuses pages that the API does not serve. */
    static void checkPage(int skip, int take) {
        if (skip < 0 || take < 0 || take > MOST_TAKEN) {
            throw Refusal.badInput("take must be at most " + MOST_TAKEN + ", not " + take + "; skip not negative");
        }
    }

    private static String caller(DataFetchingEnvironment environment) {
        return environment.getGraphQlContext().get(GraphQlEndpoint.CALLER);
    }

    private Map<String, Object> paginatedContent(DataFetchingEnvironment environment) {
        Map<String, Object> arguments = environment.getArguments();
        int skip = Arguments.number(arguments, "skip");
        int take = Arguments.number(arguments, "take");
        checkPage(skip, take);
        Contents.Listing page = contents.list(
                ContentFilter.of(Arguments.object(arguments, "where"), readable(caller(environment))), skip, take);
        return Map.of("totalCount", page.totalCount(), "nodes", page.nodes());
    }

    /** Whether the caller may read a scope, asked once per scope and not once per record. */
    private Predicate<String> readable(String caller) {
        Map<String, Boolean> answers = new HashMap<>();
        return scopeId -> answers.computeIfAbsent(scopeId, id -> scopes.allows(caller, id, AccessType.READ));
    }

    private Map<String, Object> contentUpsert(DataFetchingEnvironment environment) {
        ContentDraft draft = ContentDraft.of(environment.getArguments());
        scopes.require(caller(environment), draft.ownerId(), AccessType.WRITE);
        Optional<String> fileUrl = Arguments.text(environment.getArguments(), "fileUrl");
        Map<String, Object> content = fileUrl.map(url -> contents.finalise(draft, url)).orElseGet(() -> contents.register(draft));
        journal.mutation(fileUrl.isPresent() ? Operations.FINALISE : Operations.REGISTER, draft.key());
        return content;
    }

    private List<Map<String, Object>> contentDelete(DataFetchingEnvironment environment) {
        List<String> ids = Arguments.texts(environment.getArguments(), "contentIds");
        if (ids.isEmpty() || ids.size() > MOST_DELETED) {
            throw Refusal.badInput("contentIds must be 1 to " + MOST_DELETED + ", not " + ids.size());
        }
        ids.forEach(id -> requireWrite(caller(environment), id));
        return ids.stream().map(this::delete).flatMap(Optional::stream).toList();
    }

    private Optional<Map<String, Object>> delete(String id) {
        Optional<Map<String, Object>> deleted = contents.delete(id);
        deleted.ifPresent(content -> journal.mutation(Operations.CONTENT_DELETE, String.valueOf(content.get("key"))));
        return deleted;
    }

    private Map<String, Object> contentUpdate(DataFetchingEnvironment environment) {
        Map<String, Object> arguments = environment.getArguments();
        String id = Arguments.required(arguments, "contentId");
        Optional<String> ownerId = Arguments.text(arguments, "ownerId");
        requireWrite(caller(environment), id);
        ownerId.ifPresent(scopeId -> scopes.require(caller(environment), scopeId, AccessType.WRITE));
        Map<String, Object> input = Arguments.object(arguments, "input");
        Optional<Map<String, Object>> metadata = input.get("metadata") == null
                ? Optional.empty() : Optional.of(Arguments.object(input, "metadata"));
        Map<String, Object> content = contents.update(id, Arguments.text(input, "url"), metadata, ownerId);
        journal.mutation(Operations.CONTENT_UPDATE, String.valueOf(content.get("key")));
        return content;
    }

    private void requireWrite(String caller, String contentId) {
        contents.ownerOf(contentId).ifPresent(scopeId -> scopes.require(caller, scopeId, AccessType.WRITE));
    }
}
