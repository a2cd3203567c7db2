package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import graphql.ErrorClassification;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** GraphQL over HTTP, executed by graphql-java on a schema of ours, so that every document is validated. */
final class GraphQlEndpoint implements Endpoint {

    /** The key of the GraphQL context under which the caller's user id stands. */
    static final String CALLER = "caller";

    private final RecordedRequest.Target target;
    private final Callers callers;
    private final Journal journal;
    private final GraphQL graphQl;
    private final Map<String, PreparsedDocumentEntry> prepared = new ConcurrentHashMap<>();
    private final Map<String, String> fields = new ConcurrentHashMap<>();

    GraphQlEndpoint(RecordedRequest.Target target, String schemaFile, RuntimeWiring wiring, Callers callers, Journal journal) {
        this.target = target;
        this.callers = callers;
        this.journal = journal;
        this.graphQl = GraphQL.newGraphQL(schema(schemaFile, wiring))
                .defaultDataFetcherExceptionHandler(new Errors())
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        prepared.computeIfAbsent(input.getQuery(), query -> parse.apply(input))))
                .build();
    }

    private static GraphQLSchema schema(String file, RuntimeWiring wiring) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(GraphQlEndpoint.class.getResourceAsStream("/simulator/platform/" + file), file),
                StandardCharsets.UTF_8)) {
            return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(reader), wiring);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RecordedRequest.Target target() {
        return target;
    }

    @Override
    public Call receive(HttpExchange exchange) throws IOException {
        Requests.requireMethod(exchange, "POST");
        Map<String, Object> body = Requests.json(exchange);
        if (!(body.get("query") instanceof String query)) {
            throw new HttpRefusal(400, "no query");
        }
        Map<String, Object> variables = Arguments.object(body, "variables");
        String field = fields.computeIfAbsent(query, GraphQlEndpoint::field);
        return new SimpleCall(operations(field, variables), Subjects.of(variables), !field.equals(Operations.PING),
                () -> execute(exchange, field, query, variables));
    }

    /** The first field of the first operation: what the document asks for. */
    private static String field(String query) {
        try {
            return Parser.parse(query).getDefinitionsOfType(OperationDefinition.class).stream()
                    .flatMap(operation -> operation.getSelectionSet().getSelectionsOfType(Field.class).stream())
                    .map(Field::getName).findFirst().orElse(Operations.INVALID);
        } catch (InvalidSyntaxException e) {
            return Operations.INVALID;
        }
    }

    private static List<String> operations(String field, Map<String, Object> variables) {
        if (!field.equals(Operations.CONTENT_UPSERT)) {
            return List.of(field);
        }
        return List.of(field, variables.get("fileUrl") == null ? Operations.REGISTER : Operations.FINALISE);
    }

    private Answer execute(HttpExchange exchange, String field, String query, Map<String, Object> variables) {
        String caller = callers.userId(exchange.getRequestHeaders());
        ExecutionResult result = graphQl.execute(ExecutionInput.newExecutionInput(query).variables(variables)
                .graphQLContext(Map.of(CALLER, caller)).build());
        for (GraphQLError error : result.getErrors()) {
            if (!(error.getErrorType() instanceof Errors.Harmless)) {
                journal.violation(field + ": " + error.getMessage());
            }
        }
        return Answer.json(200, result.toSpecification());
    }

    /** Turns refusals into error objects with {@code extensions.code}. */
    private static final class Errors implements DataFetcherExceptionHandler {

        @Override
        public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(DataFetcherExceptionHandlerParameters failure) {
            GraphqlErrorBuilder<?> error = GraphqlErrorBuilder.newError().path(failure.getPath());
            if (failure.getException() instanceof Refusal refusal) {
                error.message("%s", refusal.getMessage()).extensions(Map.of("code", refusal.code()));
                if (!refusal.violation()) {
                    error.errorType(new Harmless());
                }
            } else {
                error.message("%s", "the simulator failed: " + failure.getException())
                        .extensions(Map.of("code", "INTERNAL_SERVER_ERROR"));
            }
            return CompletableFuture.completedFuture(
                    DataFetcherExceptionHandlerResult.newResult(error.build()).build());
        }

        /** Marks errors that do not mean that the client broke a rule. */
        private record Harmless() implements ErrorClassification { }
    }
}
