package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.gateway.UnauthorizedException;
import io.confluenceconnector.platform.ContentRequests.Description;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every request to the platform is valid for its schema, at the address of the service it is for. */
class PlatformApiTest {
    private static final PlatformApi API = new PlatformApi(URI.create("https://gateway.example/ingestion"),
            URI.create("https://gateway.example/scope-management"), "ATLASSIAN_CONFLUENCE_CLOUD",
            URI.create("https://acme.atlassian.net"));
    private static final Description ITEM = new Description("acme/1_HR/77", "Travel policy", "text/html", "https://u", 42,
            "scope-hr", Map.of("spaceKey", "HR"), Map.of("jpgReadMode", "DOC_INTELLIGENCE_DEFAULT"));
    private static final Map<Target, GraphQL> SCHEMAS = Map.of(
            Target.INGESTION, graphQl("/simulator/platform/ingestion.graphqls"),
            Target.SCOPE_MANAGEMENT, graphQl("/simulator/platform/scope-management.graphqls"));

    /** Any JSON value, as it is. */
    private static final class AnyJson implements Coercing<Object, Object> {
        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            return input;
        }
    }

    private static GraphQL graphQl(String schema) {
        InputStream stream = PlatformApiTest.class.getResourceAsStream(schema);
        GraphQLScalarType json = GraphQLScalarType.newScalar().name("JSON").coercing(new AnyJson()).build();
        return GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(stream),
                RuntimeWiring.newRuntimeWiring().scalar(json).build())).build();
    }

    static Stream<PlatformRequest> graphQlRequests() {
        ContentRequests contents = new ContentRequests(API, true, false);
        return Stream.of(contents.register(ITEM), contents.finalise(ITEM, "2026-03-04T09:15:22.114Z", "https://r"),
                API.countContent("acme/1_HR/"), API.contentWithPrefix("acme/1_HR/", 100), API.contentOfScope("s", 0),
                API.contentWithKeys(List.of("acme/1_HR/77")), API.deleteContent(List.of("c1", "c2")),
                API.updateUrl("c1", "https://u"), API.me(), API.grant("s", "u", List.of("MANAGE", "READ", "WRITE")),
                API.scope("s"), API.scopesMarked("confc:cloud:8f0c"), API.childScopes("s", 100),
                API.createScopes(List.of("/Root/HR")), API.markScope("s", Optional.of("confc:acme:1:HR")),
                API.markScope("s", Optional.empty()), API.moveScopes(List.of("a"), "s"), API.deleteScope("s", true));
    }

    @ParameterizedTest
    @MethodSource("graphQlRequests")
    @SuppressWarnings("unchecked")
    void shouldBeValidForTheSchema(PlatformRequest request) {
        // given
        ExecutionInput input = ExecutionInput.newExecutionInput()
                .query((String) request.payload().get("query"))
                .operationName((String) request.payload().get("operationName"))
                .variables((Map<String, Object>) request.payload().get("variables")).build();

        // when
        List<GraphQLError> errors = SCHEMAS.get(request.target()).execute(input).getErrors();

        // then (no data stands behind the schema, so that only what concerns the request counts)
        assertThat(errors).filteredOn(error -> error.getErrorType() == ErrorType.ValidationError
                || error.getErrorType() == ErrorType.InvalidSyntax || error.getErrorType() == ErrorType.OperationNotSupported)
                .isEmpty();
    }

    @Test
    void shouldCoverEveryDocument() {
        // when / then
        assertThat(graphQlRequests().map(PlatformRequest::operation).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(GraphQlDocument.values()).map(GraphQlDocument::operation).toList());
    }

    @Test
    void shouldAskTheServiceThatOwnsTheOperation() {
        // when / then
        assertThat(API.me().uri()).hasToString("https://gateway.example/scope-management/graphql");
        assertThat(API.me()).hasToString("graphql:scopeManagement:Me");
        assertThat(API.countContent("p/").uri()).hasToString("https://gateway.example/ingestion/graphql");
        assertThat(API.countContent("p/")).hasToString("graphql:ingestion:PaginatedContent");
    }

    @Test
    void shouldSubmitItemIdsWithTimesAsReceived() {
        // given (P7)
        Page page = new Page("77", PageKind.PAGE, new Space("98306", "HR", "People"), "2026-03-04T10:15:22.114+01:00",
                "https://u", List.of("beta"));

        // when
        PlatformRequest request = API.fileDiff("acme/98306_HR", List.of(page));

        // then
        assertThat(request.uri()).hasToString("https://gateway.example/ingestion/v2/content/file-diff");
        assertThat(request).hasToString("POST:/v2/content/file-diff");
        assertThat(request.payload()).isEqualTo(Map.of("partialKey", "acme/98306_HR",
                "sourceKind", "ATLASSIAN_CONFLUENCE_CLOUD", "sourceName", "https://acme.atlassian.net",
                "fileList", List.of(Map.of("key", "77", "url", "https://u", "updatedAt", "2026-03-04T10:15:22.114+01:00"))));
    }

    @Test
    void shouldClearMarkWithAnExplicitNull() {
        // when
        JsonNode body = Json.MAPPER.valueToTree(API.markScope("s", Optional.empty()).payload());

        // then (P16: an absent field would leave it as it is)
        assertThat(body.path("variables").path("input").has("externalId")).isTrue();
        assertThat(body.path("variables").path("input").path("externalId").isNull()).isTrue();
    }

    @Test
    void shouldGrantOneScopeOnly() {
        // when / then (P2)
        assertThat(API.grant("s", "u", List.of("READ")).payload()).extractingByKey("variables").isEqualTo(Map.of(
                "scopeId", "s", "applyToSubScopes", false, "skipFileAccessPropagation", true,
                "scopeAccesses", List.of(Map.of("accessType", "READ", "entityId", "u", "entityType", "USER"))));
    }

    @Test
    void shouldDropTokenThatGraphQlErrorsRefuse() {
        // given
        AtomicInteger dropped = new AtomicInteger();
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        PlatformBodies bodies = new PlatformBodies(Json.MAPPER, e -> dropped.incrementAndGet());
        JsonNode refusal = Json.of("{'errors':[{'extensions':{'code':'UNAUTHENTICATED'}}]}");

        // when / then (S4)
        assertThatThrownBy(() -> bodies.data(exchange, API.me(), refusal)).isInstanceOf(UnauthorizedException.class);
        assertThat(dropped).hasValue(1);
    }

    @Test
    void shouldTakeFileDiffAnswerAsAWhole() {
        // given
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        PlatformBodies bodies = new PlatformBodies(Json.MAPPER, e -> { });
        JsonNode answer = Json.of("{'newFiles':[],'updatedFiles':[],'movedFiles':[],'deletedFiles':[]}");

        // when / then
        assertThat(bodies.data(exchange, API.fileDiff("p", List.of()), answer)).isSameAs(answer);
    }
}
