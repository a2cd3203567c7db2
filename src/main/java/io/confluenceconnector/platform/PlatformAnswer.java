package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.gateway.UnauthorizedException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the platform's answers; GraphQL reports failures with status 200, so the body must be asked too. */
public final class PlatformAnswer {
    private static final Set<String> FINAL_CODES = Set.of("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED",
            "GRAPHQL_PARSE_FAILED", "FORBIDDEN", "NOT_FOUND", "BAD_REQUEST");

    private PlatformAnswer() {
    }

    /**
     * The {@code data} of a GraphQL answer.
     *
     * @throws UnauthorizedException when the errors say the token is not accepted
     * @throws PermanentException    when they name a code that another try cannot mend
     * @throws TransientException    for every other error, and for an answer that lacks what was asked for
     */
    public static JsonNode data(PlatformRequest request, JsonNode answer) {
        JsonNode errors = answer.path("errors");
        if (errors.isArray() && !errors.isEmpty()) {
            throw failure(request, errors);
        }
        JsonNode data = answer.path("data");
        Set<Map.Entry<String, JsonNode>> fields = data.properties();
        if (fields.isEmpty() || !fields.stream().allMatch(field -> isWhole(field.getKey(), field.getValue()))) {
            throw new TransientException("The platform answered " + request.operation() + " without data, or with a part of it");
        }
        return data;
    }

    /** What is missing here would read as "nothing is there" or "nothing has failed", and has something deleted or forgotten. */
    private static boolean isWhole(String field, JsonNode value) {
        return switch (field) {
            case "paginatedContent", "paginatedScope" ->
                    value.path("nodes").isArray() && value.path("totalCount").isIntegralNumber();
            case "deleteFolder" -> value.has("failedFolders");
            default -> !value.isNull();
        };
    }

    /** Error texts may hold titles and keys (S12): only codes are told, and only if they look like codes. */
    private static RuntimeException failure(PlatformRequest request, JsonNode errors) {
        List<String> codes = new ArrayList<>();
        errors.forEach(error -> codes.add(code(error)));
        String message = "The platform refused " + request.operation() + " with " + String.join(", ", codes);
        if (codes.contains("UNAUTHENTICATED")) {
            return new UnauthorizedException(message + ". Check the credentials in the tenant's unique section.");
        }
        if (codes.stream().anyMatch(FINAL_CODES::contains)) {
            return new PermanentException(message + ". " + (codes.contains("FORBIDDEN")
                    ? "The service account lacks a permission on the platform."
                    : "Compare the versions of connector and platform."), new OptionalStatus(200));
        }
        return new TransientException(message);
    }

    private static String code(JsonNode error) {
        String code = error.path("extensions").path("code").asText("");
        String upper = code.toUpperCase(Locale.ROOT);
        return upper.matches("[A-Z][A-Z0-9_]{0,60}") ? upper : "an error without a code";
    }

    /** The four lists of a file diff. */
    public static FileDiff fileDiff(JsonNode answer) {
        return FileDiff.of(answer);
    }

    /** One scope. */
    public static Scope scope(JsonNode node) {
        return Scope.of(node);
    }

    /** Scopes of a result array. */
    public static List<Scope> scopes(JsonNode nodes) {
        return list(nodes, Scope::of);
    }

    /** One page of the scopes that were asked for. */
    public static List<Scope> foundScopes(JsonNode data) {
        return scopes(data.path("paginatedScope").path("nodes"));
    }

    /** How many scopes there are, over all pages. */
    public static long foundScopeCount(JsonNode data) {
        return data.path("paginatedScope").path("totalCount").asLong();
    }

    /** One page of the stored items that were asked for. */
    public static List<StoredContent> storedContents(JsonNode data) {
        return list(data.path("paginatedContent").path("nodes"), StoredContent::of);
    }

    /** How many stored items there are, over all pages. */
    public static long storedContentCount(JsonNode data) {
        return data.path("paginatedContent").path("totalCount").asLong();
    }

    private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>(nodes.size());
        nodes.forEach(node -> values.add(read.apply(node)));
        return values;
    }
}
