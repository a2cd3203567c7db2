package io.confluenceconnector.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The GraphQL documents of {@code src/main/resources/graphql}, one operation a file, named as the operation. */
enum GraphQlDocument {
    CONTENT_UPSERT(Target.INGESTION, "ContentUpsert"),
    PAGINATED_CONTENT(Target.INGESTION, "PaginatedContent"),
    CONTENT_DELETE(Target.INGESTION, "ContentDelete"),
    CONTENT_UPDATE(Target.INGESTION, "ContentUpdate"),
    ME(Target.SCOPE_MANAGEMENT, "Me"),
    CREATE_SCOPE_ACCESSES(Target.SCOPE_MANAGEMENT, "CreateScopeAccesses"),
    PAGINATED_SCOPE(Target.SCOPE_MANAGEMENT, "PaginatedScope"),
    GENERATE_SCOPES(Target.SCOPE_MANAGEMENT, "GenerateScopes"),
    UPDATE_SCOPE(Target.SCOPE_MANAGEMENT, "UpdateScope"),
    BULK_MOVE(Target.SCOPE_MANAGEMENT, "BulkMove"),
    DELETE_FOLDER(Target.SCOPE_MANAGEMENT, "DeleteFolder");

    private final Target target;
    private final String operationName;
    private final String text;

    GraphQlDocument(Target target, String operationName) {
        this.target = target;
        this.operationName = operationName;
        this.text = read("/graphql/" + operationName + ".graphql");
    }

    Target target() {
        return target;
    }

    /** The metrics' {@code operation} label. */
    String operation() {
        return "graphql:" + target + ":" + operationName;
    }

    Map<String, Object> payload(Map<String, Object> variables) {
        return Map.of("operationName", operationName, "query", text, "variables", variables);
    }

    private static String read(String resource) {
        try (InputStream stream = GraphQlDocument.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
