package io.confluenceconnector.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scopes and who may do what with them (P2, P3, P9, P12). */
class ScopeAccessIT {

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final PlatformClient client = new PlatformClient(platform);

    @AfterEach
    void close() {
        platform.close();
    }

    private JsonNode list(String filter, String value) throws Exception {
        return client.scopes(PlatformClient.SCOPES, Map.of("skip", 0, "take", 100, "where", Map.of(filter, Map.of("equals", value))))
                .path("data").path("paginatedScope");
    }

    private static Map<String, Object> mark(String id, String externalId) {
        Map<String, Object> input = new HashMap<>();
        input.put("externalId", externalId);
        return Map.of("id", id, "input", input);
    }

    @Test
    void shouldShowAScopeOnlyAfterReadWasGranted() throws Exception {
        // given
        String root = platform.createRootScope("Confluence");
        JsonNode before = list("id", root);

        // when
        JsonNode me = client.scopes("{ me { user { id } } }", Map.of());
        client.scopes(PlatformClient.GRANT, Map.of("scopeId", root, "scopeAccesses", List.of(Map.of("accessType", "READ",
                "entityId", me.path("data").path("me").path("user").path("id").asText(), "entityType", "USER")),
                "applyToSubScopes", false, "skipFileAccessPropagation", true));

        // then
        assertThat(before.path("totalCount").asInt()).isZero();
        assertThat(list("id", root).path("nodes").findValuesAsText("name")).containsExactly("Confluence");
    }

    @Test
    void shouldShowParentsOnlyAfterReadWasGrantedOnEach() throws Exception {
        // given
        String company = platform.createRootScope("Company");
        String root = platform.createScope(company, "Confluence", Optional.empty());
        client.grantAll(root);

        // when
        JsonNode before = list("id", company);
        platform.grant(company, PlatformClient.USER, AccessType.READ);

        // then
        assertThat(list("id", root).path("nodes").findValuesAsText("parentId")).containsExactly(company);
        assertThat(before.path("nodes")).isEmpty();
        assertThat(list("id", company).path("nodes").findValuesAsText("name")).containsExactly("Company");
    }

    @Test
    void shouldNotLetOneUsersGrantsHelpAnother() throws Exception {
        // given
        String root = platform.createRootScope("Confluence");

        // when
        platform.grant(root, "somebody-else", AccessType.values());

        // then
        assertThat(list("id", root).path("nodes")).isEmpty();
    }

    @Test
    void shouldFindScopesByMarkAndByParent() throws Exception {
        // given
        String root = client.grantedRoot();
        String space = platform.createScope(root, "ENG", Optional.of("confc:acme:1:ENG"));

        // when
        JsonNode byMark = list("externalId", "confc:acme:1:ENG");
        JsonNode byParent = list("parentId", root);

        // then
        assertThat(byMark.path("nodes").findValuesAsText("id")).containsExactly(space);
        assertThat(byParent.path("nodes").findValuesAsText("id")).containsExactly(space);
    }

    @Test
    void shouldCreateMissingFoldersAndAnswerInAnotherOrder() throws Exception {
        // given
        String root = client.grantedRoot();
        String existing = platform.createScope(root, "ENG", Optional.of("confc:acme:1:ENG"));

        // when
        JsonNode answer = client.scopes(PlatformClient.GENERATE, Map.of("inheritAccess", true,
                "paths", List.of("/Confluence/ENG", "/Confluence/OPS", "/Confluence/HR")));

        // then
        JsonNode scopes = answer.path("data").path("generateScopesBasedOnPaths");
        assertThat(scopes.findValuesAsText("name")).containsExactly("HR", "ENG", "OPS");
        assertThat(scopes.path(1).path("id").asText()).isEqualTo(existing);
        assertThat(scopes.path(1).path("externalId").asText()).isEqualTo("confc:acme:1:ENG");
        assertThat(platform.children(root)).extracting(StoredScope::path)
                .containsExactly("/Confluence/ENG", "/Confluence/OPS", "/Confluence/HR");
    }

    @Test
    void shouldLetCreatedFoldersInheritAccessOnlyWhenAskedTo() throws Exception {
        // given
        client.grantedRoot();

        // when
        client.scopes(PlatformClient.GENERATE, Map.of("inheritAccess", true, "paths", List.of("/Confluence/ENG")));
        client.scopes(PlatformClient.GENERATE, Map.of("inheritAccess", false, "paths", List.of("/Confluence/OPS")));

        // then
        assertThat(client.register("acme/1_ENG/1", scopeNamed("ENG"), 1).path("id").asText()).isNotEmpty();
        assertThat(client.register("acme/2_OPS/1", scopeNamed("OPS"), 1).isMissingNode()).isTrue();
    }

    private String scopeNamed(String name) {
        return platform.scopes().stream().filter(scope -> scope.name().equals(name)).findFirst().orElseThrow().id();
    }

    static Stream<List<String>> wrongPaths() {
        return Stream.of(List.of(), List.of("/Confluence//ENG"), List.of("/Nowhere/ENG"),
                IntStream.rangeClosed(1, 101).mapToObj(number -> "/Confluence/S" + number).toList());
    }

    @ParameterizedTest
    @MethodSource("wrongPaths")
    void shouldRefuseWrongOrTooManyPaths(List<String> paths) throws Exception {
        // given
        client.grantedRoot();

        // when
        JsonNode answer = client.scopes(PlatformClient.GENERATE, Map.of("paths", paths));

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(platform.scopes()).hasSize(1);
        assertThat(platform.violations()).hasSize(1);
    }

    @Test
    void shouldSetAndClearAMark() throws Exception {
        // given
        String root = client.grantedRoot();

        // when
        JsonNode set = client.scopes(PlatformClient.UPDATE_SCOPE, mark(root, "confc:cloud:c-1"));
        Optional<String> marked = platform.scope(root).orElseThrow().externalId();
        client.scopes(PlatformClient.UPDATE_SCOPE, mark(root, null));

        // then
        assertThat(set.path("data").path("updateScope").path("externalId").asText()).isEqualTo("confc:cloud:c-1");
        assertThat(marked).contains("confc:cloud:c-1");
        assertThat(platform.scope(root).orElseThrow().externalId()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(AccessType.class)
    void shouldRefuseEachChangeWithoutItsGrant(AccessType missing) throws Exception {
        // given
        String root = platform.createRootScope("Confluence");
        for (AccessType access : AccessType.values()) {
            if (access != missing) {
                platform.grant(root, PlatformClient.USER, access);
            }
        }

        // when
        List<String> refused = new ArrayList<>();
        if (PlatformClient.firstCode(client.ingestion(PlatformClient.UPSERT, PlatformClient.page("k/1", root, 1))).equals("FORBIDDEN")) {
            refused.add("contentUpsert");
        }
        if (PlatformClient.firstCode(client.scopes(PlatformClient.GENERATE, Map.of("paths", List.of("/Confluence/A"))))
                .equals("FORBIDDEN")) {
            refused.add("generateScopesBasedOnPaths");
        }
        if (list("id", root).path("nodes").isEmpty()) {
            refused.add("paginatedScope");
        }
        if (PlatformClient.firstCode(client.scopes(PlatformClient.UPDATE_SCOPE, mark(root, "m"))).equals("FORBIDDEN")) {
            refused.add("updateScope");
        }
        if (PlatformClient.firstCode(client.scopes(PlatformClient.DELETE_FOLDER, Map.of("scopeId", root, "recursive", true)))
                .equals("FORBIDDEN")) {
            refused.add("deleteFolder");
        }

        // then
        assertThat(refused).isEqualTo(switch (missing) {
            case MANAGE -> List.of("updateScope", "deleteFolder");
            case READ -> List.of("paginatedScope");
            case WRITE -> List.of("contentUpsert", "generateScopesBasedOnPaths");
        });
    }

    @Test
    void shouldAllowEverythingWhenTheAccessRulesAreOff() throws Exception {
        // given
        String root = platform.createRootScope("Confluence");

        // when
        platform.accessRules(false);

        // then
        assertThat(list("id", root).path("totalCount").asInt()).isEqualTo(1);
        assertThat(client.register("k/1", root, 1).path("id").asText()).isNotEmpty();
    }

    @Test
    void shouldMoveScopesInBulkAfterTheDelay() throws Exception {
        // given
        MovableClock clock = new MovableClock();
        try (PlatformSimulator slow = PlatformSimulator.start(clock)) {
            PlatformClient mover = new PlatformClient(slow);
            String old = mover.grantedRoot();
            String target = slow.createRootScope("New");
            mover.grantAll(target);
            String space = slow.createScope(old, "ENG", Optional.empty());
            slow.moveDelay(Duration.ofSeconds(30));

            // when
            JsonNode answer = mover.scopes(PlatformClient.MOVE, Map.of("input",
                    Map.of("scopeIds", List.of(space), "targetScopeId", target)));
            List<StoredScope> atOnce = slow.children(old);
            clock.advance(Duration.ofSeconds(30));

            // then
            assertThat(answer.path("data").path("bulkMove").path("scopeIds").path(0).asText()).isEqualTo(space);
            assertThat(atOnce).hasSize(1);
            assertThat(slow.children(old)).isEmpty();
            assertThat(slow.children(target)).extracting(StoredScope::path).containsExactly("/New/ENG");
        }
    }

    @Test
    void shouldRefuseToMoveAScopeBeneathItself() throws Exception {
        // given
        String root = client.grantedRoot();
        String child = platform.createScope(root, "ENG", Optional.empty());

        // when
        JsonNode answer = client.scopes(PlatformClient.MOVE, Map.of("input", Map.of("scopeIds", List.of(root), "targetScopeId", child)));

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("BAD_USER_INPUT");
    }

    @Test
    void shouldReportANonEmptyFolderAsFailedWhenNotRecursive() throws Exception {
        // given
        String root = client.grantedRoot();
        platform.createScope(root, "ENG", Optional.empty());

        // when
        JsonNode answer = client.scopes(PlatformClient.DELETE_FOLDER, Map.of("scopeId", root, "recursive", false));

        // then
        JsonNode result = answer.path("data").path("deleteFolder");
        assertThat(result.path("successFolders")).isEmpty();
        assertThat(result.path("failedFolders").path(0).path("id").asText()).isEqualTo(root);
        assertThat(result.path("failedFolders").path(0).path("failReason").asText()).isEqualTo("FOLDER_NOT_EMPTY");
        assertThat(platform.scopes()).hasSize(2);
    }

    @Test
    void shouldDeleteAFolderWithAllItHoldsWhenRecursive() throws Exception {
        // given
        String root = client.grantedRoot();
        String space = platform.createScope(root, "ENG", Optional.empty());
        String beneath = platform.createScope(space, "Sub", Optional.empty());
        client.register("acme/1_ENG/1", beneath, 1);
        client.register("acme/2_OPS/1", root, 1);

        // when
        JsonNode answer = client.scopes(PlatformClient.DELETE_FOLDER, Map.of("scopeId", space, "recursive", true));

        // then
        assertThat(answer.path("data").path("deleteFolder").path("successFolders").findValuesAsText("path"))
                .containsExactly("/Confluence/ENG", "/Confluence/ENG/Sub");
        assertThat(platform.scopes()).extracting(StoredScope::id).containsExactly(root);
        assertThat(platform.contents()).containsOnlyKeys("acme/2_OPS/1");
    }

    @Test
    void shouldSayThatAScopeIsMissingWithoutCallingItAViolation() throws Exception {
        // when
        JsonNode answer = client.scopes(PlatformClient.UPDATE_SCOPE, mark("scope_unknown", "m"));

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("NOT_FOUND");
        assertThat(platform.violations()).isEmpty();
    }

    @Test
    void shouldGrantSubScopesTooWhenAskedTo() throws Exception {
        // given
        String root = platform.createRootScope("Confluence");
        platform.grant(root, PlatformClient.USER, AccessType.WRITE);
        client.scopes(PlatformClient.GENERATE, Map.of("inheritAccess", false, "paths", List.of("/Confluence/ENG")));

        // when
        client.scopes(PlatformClient.GRANT, Map.of("scopeId", root, "applyToSubScopes", true, "scopeAccesses",
                List.of(Map.of("accessType", "READ", "entityId", PlatformClient.USER, "entityType", "USER"))));

        // then
        assertThat(list("parentId", root).path("nodes").findValuesAsText("name")).containsExactly("ENG");
    }

    @Test
    void shouldRefuseGrantsWithoutAccessesAndOfUnknownKinds() throws Exception {
        // given
        String root = platform.createRootScope("Confluence");

        // when
        JsonNode empty = client.scopes(PlatformClient.GRANT, Map.of("scopeId", root, "scopeAccesses", List.of()));
        JsonNode unknown = client.scopes(PlatformClient.GRANT, Map.of("scopeId", root, "scopeAccesses",
                List.of(Map.of("accessType", "OWN", "entityId", PlatformClient.USER, "entityType", "USER"))));

        // then
        assertThat(PlatformClient.firstCode(empty)).isEqualTo("BAD_USER_INPUT");
        assertThat(unknown.path("errors")).hasSize(1);
        assertThat(list("id", root).path("nodes")).isEmpty();
    }

    @Test
    void shouldRefuseToListMoreThanHundredScopesAtOnce() throws Exception {
        // when
        JsonNode answer = client.scopes(PlatformClient.SCOPES, Map.of("skip", 0, "take", 101, "where", Map.of()));

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("BAD_USER_INPUT");
    }
}
