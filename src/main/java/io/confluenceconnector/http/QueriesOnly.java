package io.confluenceconnector.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.core5.http.HttpEntity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets a plan ask the platform and write nothing (P17): GraphQL queries and file diffs pass, which change nothing there;
 * mutations, uploads and whatever cannot be read as a query do not, whichever route sends them.
 */
final class QueriesOnly implements RequestRule {

    private static final String FILE_DIFF = "/v2/content/file-diff";
    private static final String GRAPHQL = "/graphql";

    /** A body that names its document twice could show one to this rule and the other to the platform. */
    private static final ObjectMapper STRICT = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    private static final Pattern TEXTS_AND_COMMENTS = Pattern.compile(
            "\"\"\"(?:\\\\\"\"\"|(?!\"\"\")[\\s\\S])*+\"\"\"|\"(?:\\\\.|[^\"\\\\\\n\\r])*+\"|#[^\\n\\r]*+");
    private static final Pattern STARTS_AS_QUERY = Pattern.compile("[\\s,\\uFEFF]*(?:query\\b|\\{)[\\s\\S]*");
    private static final Pattern OTHER_OPERATION = Pattern.compile("\\b(?:mutation|subscription)\\b");

    private final Role role;

    QueriesOnly(Role role) {
        this.role = role;
    }

    @Override
    public void check(OutgoingRequest request) {
        boolean writes = switch (role) {
            case UPLOAD -> true;
            case PLATFORM -> !isFileDiff(request) && !isQuery(request);
            case CONFLUENCE, CONFLUENCE_TOKEN, PLATFORM_TOKEN, REACHABILITY -> false;
        };
        if (writes) {
            throw request.refusedBy("P17", "a plan writes nothing to the platform");
        }
    }

    private static boolean isFileDiff(OutgoingRequest request) {
        return request.url().getRawQuery() == null && request.url().getRawPath().endsWith(FILE_DIFF);
    }

    private static boolean isQuery(OutgoingRequest request) {
        return request.url().getRawQuery() == null && request.url().getRawPath().endsWith(GRAPHQL)
                && request.body().flatMap(QueriesOnly::document).filter(QueriesOnly::hasQueriesOnly).isPresent();
    }

    /** The GraphQL document of a body; empty when there is none to be read. */
    private static Optional<String> document(HttpEntity body) {
        if (!body.isRepeatable()) {
            return Optional.empty();
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            body.writeTo(bytes);
            JsonNode document = STRICT.readTree(bytes.toByteArray()).path("query");
            return document.isTextual() ? Optional.of(document.textValue()) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Stricter than GraphQL: a field that is called as an operation is refused, too. */
    static boolean hasQueriesOnly(String document) {
        String code = TEXTS_AND_COMMENTS.matcher(document).replaceAll(" ");
        return STARTS_AS_QUERY.matcher(code).matches() && !OTHER_OPERATION.matcher(code).find();
    }
}
