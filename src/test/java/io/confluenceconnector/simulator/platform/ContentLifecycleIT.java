package io.confluenceconnector.simulator.platform;

import static io.confluenceconnector.simulator.platform.PlatformClient.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Register, upload, finalise, list, update, delete: the life of an item on the platform (P10, P14). */
class ContentLifecycleIT {

    private static final String KEY = "acme/1_ENG/42";

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final PlatformClient client = new PlatformClient(platform);
    private String root;

    @BeforeEach
    void grantRoot() {
        root = client.grantedRoot();
        platform.keepBodies(true);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldHoldThePageThatWasRegisteredUploadedAndFinalised() throws Exception {
        // when
        client.ingest(KEY, root, "<p>Grüße</p>");

        // then
        StoredContent content = platform.contents().get(KEY);
        assertThat(content.finalised()).isTrue();
        assertThat(content.uploadedBytes()).isEqualTo(14);
        assertThat(content.sha256()).isEqualTo("407edbc52ea8ecc6fa1beff127d8b0e008037077beb8b30f9bd9ac37fe9ae7a7");
        assertThat(content.body()).contains("<p>Grüße</p>");
        assertThat(content.ingestionState()).isEqualTo("FINISHED");
        assertThat(content.ownerId()).isEqualTo(root);
        assertThat(platform.mutations()).extracting(Mutation::name).containsExactly("register", "finalise");
        assertThat(platform.violations()).isEmpty();
    }

    @Test
    void shouldKeepIdAndBytesButReplaceMetadataWhenRegisteredAgain() throws Exception {
        // given
        client.ingest(KEY, root, "first");
        StoredContent before = platform.contents().get(KEY);
        Map<String, Object> again = new HashMap<>(PlatformClient.page(KEY, root, 6));
        Map<String, Object> input = new HashMap<>(Arguments.object(again, "input"));
        input.put("metadata", Map.of("versionTimestamp", "pending", "spaceName", "Engineering"));
        again.put("input", input);

        // when
        JsonNode registration = client.ingestion(PlatformClient.UPSERT, again).path("data").path("contentUpsert");

        // then
        StoredContent after = platform.contents().get(KEY);
        assertThat(registration.path("id").asText()).isEqualTo(before.id());
        assertThat(after.metadata()).containsEntry("spaceName", "Engineering");
        assertThat(after.sha256()).isEqualTo(before.sha256());
        assertThat(after.body()).contains("first");
        assertThat(after.finalised()).isFalse();
        assertThat(after.timesFinalised()).isEqualTo(1);
    }

    @Test
    void shouldRefuseFinalisationOfAnEarlierRegistration() throws Exception {
        // given
        JsonNode first = client.register(KEY, root, 5);
        client.send(put(first.path("writeUrl").asText(), "hello"));
        client.register(KEY, root, 5);

        // when
        JsonNode answer = client.finalise(KEY, root, 5, first);

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(platform.contents().get(KEY).finalised()).isFalse();
    }

    @Test
    void shouldRefuseFinalisationWithoutBytes() throws Exception {
        // given
        JsonNode registration = client.register(KEY, root, 5);

        // when
        JsonNode answer = client.finalise(KEY, root, 5, registration);

        // then
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("before the upload");
        assertThat(answer.path("data").isNull()).isTrue();
        assertThat(platform.violations()).singleElement().asString().startsWith("contentUpsert: ").contains("before the upload");
    }

    @Test
    void shouldRefuseFinalisationWithAnotherNumberOfBytesThanDeclared() throws Exception {
        // given
        JsonNode registration = client.register(KEY, root, 6);
        client.send(put(registration.path("writeUrl").asText(), "hello"));

        // when
        JsonNode answer = client.finalise(KEY, root, 6, registration);

        // then
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("byteSize is 6, uploaded were 5");
    }

    @Test
    void shouldRefuseFinalisationThatDiffersFromItsRegistration() throws Exception {
        // given
        JsonNode registration = client.register(KEY, root, 5);
        client.send(put(registration.path("writeUrl").asText(), "hello"));
        Map<String, Object> other = PlatformClient.with(PlatformClient.page(KEY, root, 5), "sourceName", "https://other.example");

        // when
        JsonNode answer = client.ingestion(PlatformClient.UPSERT,
                PlatformClient.with(other, "fileUrl", registration.path("readUrl").asText()));

        // then
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("differs from the registration");
    }

    @Test
    void shouldListByPrefixWithSlashOnly() throws Exception {
        // given
        client.register("acme/1_ACME/1", root, 1);
        client.register("acme/1_ACME2/2", root, 1);

        // when
        JsonNode page = client.ingestion(PlatformClient.LIST, Map.of("skip", 0, "take", 100,
                "where", Map.of("key", Map.of("startsWith", "acme/1_ACME/")))).path("data").path("paginatedContent");

        // then
        assertThat(page.path("totalCount").asInt()).isEqualTo(1);
        assertThat(page.path("nodes").findValuesAsText("key")).containsExactly("acme/1_ACME/1");
        assertThat(page.path("nodes").path(0).path("metadata").path("versionTimestamp").asText()).isEqualTo("pending");
    }

    @Test
    void shouldPageThroughTheListing() throws Exception {
        // given
        for (int page = 1; page <= 5; page++) {
            client.register("acme/1_ENG/" + page, root, 1);
        }

        // when
        JsonNode second = client.ingestion(PlatformClient.LIST, Map.of("skip", 2, "take", 2,
                "where", Map.of("ownerId", Map.of("equals", root), "ownerType", Map.of("equals", "SCOPE"))));
        JsonNode count = client.ingestion(PlatformClient.LIST, Map.of("skip", 0, "take", 0));

        // then
        assertThat(second.path("data").path("paginatedContent").path("nodes").findValuesAsText("key"))
                .containsExactly("acme/1_ENG/3", "acme/1_ENG/4");
        assertThat(count.path("data").path("paginatedContent").path("totalCount").asInt()).isEqualTo(5);
        assertThat(count.path("data").path("paginatedContent").path("nodes")).isEmpty();
    }

    @Test
    void shouldResolveKeysToIdsAndDeleteRecordAndBytes() throws Exception {
        // given
        client.ingest(KEY, root, "hello");
        JsonNode listed = client.ingestion(PlatformClient.LIST, Map.of("skip", 0, "take", 100,
                "where", Map.of("key", Map.of("in", List.of(KEY, "acme/1_ENG/unknown")))));
        String id = listed.path("data").path("paginatedContent").path("nodes").path(0).path("id").asText();

        // when
        JsonNode deleted = client.ingestion(PlatformClient.DELETE, Map.of("contentIds", List.of(id, "cont_unknown")));

        // then
        assertThat(deleted.path("data").path("contentDeleteByContentIds").findValuesAsText("id")).containsExactly(id);
        assertThat(platform.contents()).isEmpty();
        assertThat(platform.mutations()).last().extracting(Mutation::name, Mutation::subject)
                .containsExactly("contentDeleteByContentIds", KEY);
    }

    @Test
    void shouldRefuseMoreThanTwentyIdsAndTakesAboveHundred() throws Exception {
        // given
        List<String> ids = IntStream.rangeClosed(1, 21).mapToObj(number -> "cont_" + number).toList();

        // when
        JsonNode deletion = client.ingestion(PlatformClient.DELETE, Map.of("contentIds", ids));
        JsonNode listing = client.ingestion(PlatformClient.LIST, Map.of("skip", 0, "take", 101));

        // then
        assertThat(deletion.path("errors").path(0).path("message").asText()).contains("1 to 20, not 21");
        assertThat(listing.path("errors").path(0).path("message").asText()).contains("at most 100, not 101");
        assertThat(platform.violations()).hasSize(2);
    }

    @Test
    void shouldUpdateUrlAndMetadataWithoutTouchingTheBytes() throws Exception {
        // given
        client.ingest(KEY, root, "hello");
        StoredContent before = platform.contents().get(KEY);

        // when
        client.ingestion(PlatformClient.UPDATE, Map.of("contentId", before.id(),
                "input", Map.of("url", "https://wiki.example/moved", "metadata", Map.of("spaceKey", "OPS"))));

        // then
        StoredContent after = platform.contents().get(KEY);
        assertThat(after.url()).isEqualTo("https://wiki.example/moved");
        assertThat(after.metadata()).containsOnly(Map.entry("spaceKey", "OPS"));
        assertThat(after.sha256()).isEqualTo(before.sha256());
        assertThat(after.finalised()).isTrue();
    }

    @Test
    void shouldShowTheIngestionStateThatATestSets() throws Exception {
        // given
        client.ingest(KEY, root, "hello");

        // when
        platform.setIngestionState(KEY, "FAILED_PARSING");

        // then
        JsonNode page = client.ingestion(PlatformClient.LIST, Map.of("skip", 0, "take", 1));
        assertThat(page.findValuesAsText("ingestionState")).containsExactly("FAILED_PARSING");
    }

    @Test
    void shouldUploadThroughTheClusterLocalPathWithTheKeyAsItStandsInTheWriteUrl() throws Exception {
        // given
        JsonNode registration = client.register(KEY, root, 5);
        String query = URI.create(registration.path("writeUrl").asText()).getRawQuery();
        String key = query.substring("key=".length(), query.indexOf('&'));

        // when
        HttpResponse<String> upload = client.send(put(platform.ingestionUrl() + "/scoped/upload?key=" + key, "hello"));
        client.finalise(KEY, root, 5, registration);

        // then
        assertThat(upload.statusCode()).isEqualTo(201);
        assertThat(platform.contents().get(KEY).body()).contains("hello");
        assertThat(platform.requests()).extracting(RecordedRequest::operation)
                .containsExactly("contentUpsert", "scoped-upload", "contentUpsert");
    }

    @Test
    void shouldRefuseFinalisationWithoutARegistration() throws Exception {
        // given
        JsonNode registration = Json.MAPPER.readTree("{\"readUrl\":\"http://127.0.0.1/readable\"}");

        // when
        JsonNode answer = client.finalise(KEY, root, 5, registration);

        // then
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("without a registration");
        assertThat(platform.contents()).isEmpty();
    }

    @Test
    void shouldRefuseChangesInScopesWithoutWriteAccess() throws Exception {
        // given
        String other = platform.createRootScope("Other");
        platform.storePage(KEY, other, "Title", "https://wiki.example/1", Map.of(), "2026-01-01T00:00:00Z", "hello");
        client.ingest("acme/1_ENG/7", root, "hello");
        String foreign = platform.contents().get(KEY).id();
        String own = platform.contents().get("acme/1_ENG/7").id();

        // when
        JsonNode deletion = client.ingestion(PlatformClient.DELETE, Map.of("contentIds", List.of(own, foreign)));
        JsonNode update = client.ingestion(PlatformClient.UPDATE, Map.of("contentId", foreign, "input", Map.of("url", "u")));
        JsonNode move = client.ingestion(PlatformClient.UPDATE, Map.of("contentId", own, "ownerId", other, "input", Map.of()));

        // then
        assertThat(List.of(deletion, update, move)).extracting(PlatformClient::firstCode).containsOnly("FORBIDDEN");
        assertThat(platform.contents()).hasSize(2);
        assertThat(platform.contents().get(KEY).url()).isEqualTo("https://wiki.example/1");
        assertThat(platform.contents().get("acme/1_ENG/7").ownerId()).isEqualTo(root);
    }

    @Test
    void shouldNotListRecordsInScopesWithoutReadAccess() throws Exception {
        // given
        String other = platform.createRootScope("Other");
        platform.storePage(KEY, other, "Title", "https://wiki.example/1", Map.of(), "2026-01-01T00:00:00Z", "hello");

        // when
        JsonNode page = client.ingestion(PlatformClient.LIST, Map.of("skip", 0, "take", 100));

        // then
        assertThat(page.path("data").path("paginatedContent").path("totalCount").asInt()).isZero();
    }

    @Test
    void shouldMoveARecordToAnotherScope() throws Exception {
        // given
        client.ingest(KEY, root, "hello");
        String space = platform.createScope(root, "ENG", Optional.empty());

        // when
        client.ingestion(PlatformClient.UPDATE, Map.of("contentId", platform.contents().get(KEY).id(), "ownerId", space,
                "input", Map.of()));

        // then
        assertThat(platform.contents().get(KEY).ownerId()).isEqualTo(space);
        assertThat(platform.contents().get(KEY).metadata()).containsKey("spaceKey");
    }

    @Test
    void shouldSayThatARecordToUpdateIsMissing() throws Exception {
        // when
        JsonNode answer = client.ingestion(PlatformClient.UPDATE, Map.of("contentId", "cont_unknown", "input", Map.of("url", "u")));

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("NOT_FOUND");
        assertThat(platform.violations()).isEmpty();
    }

    @Test
    void shouldRefuseEmptyDeletionsNegativeSkipsAndAmbiguousKeyFilters() throws Exception {
        // when
        JsonNode deletion = client.ingestion(PlatformClient.DELETE, Map.of("contentIds", List.of()));
        JsonNode skip = client.ingestion(PlatformClient.LIST, Map.of("skip", -1, "take", 1));
        JsonNode filter = client.ingestion(PlatformClient.LIST, Map.of("skip", 0, "take", 1,
                "where", Map.of("key", Map.of("startsWith", "acme/", "in", List.of(KEY)))));

        // then
        assertThat(List.of(deletion, skip, filter)).extracting(PlatformClient::firstCode).containsOnly("BAD_USER_INPUT");
    }

    @Test
    void shouldHoldStoredPagesAsIfTheyHadBeenIngestedBefore() throws Exception {
        // given
        platform.storePage(KEY, root, "Title", "https://wiki.example/1", Map.of("spaceKey", "ENG"), "2026-01-01T00:00:00Z", "hello");

        // when
        HttpResponse<String> diff = client.diff("acme/1_ENG", List.of(
                Map.of("key", "42", "url", "https://wiki.example/1", "updatedAt", "2026-01-01T00:00:00Z")));

        // then
        assertThat(diff.body()).isEqualTo("{\"newFiles\":[],\"updatedFiles\":[],\"movedFiles\":[],\"deletedFiles\":[]}");
        assertThat(platform.contents().get(KEY).finalised()).isTrue();
        assertThat(platform.contents().get(KEY).body()).contains("hello");
        assertThat(platform.mutations()).isEmpty();
    }

    @Test
    void shouldTellListenersOnceARequestTookEffect() throws Exception {
        // given
        List<Boolean> registered = new CopyOnWriteArrayList<>();
        platform.onRequest(request -> registered.add(platform.contents().containsKey(request.subject())));

        // when
        client.register(KEY, root, 5);

        // then
        assertThat(registered).containsExactly(true);
    }

    @Test
    void shouldCountRequestsServedAtTheSameTime() throws Exception {
        // given
        platform.latency(Duration.ofMillis(300));
        List<CompletableFuture<Void>> calls = IntStream.range(0, 3).mapToObj(number -> CompletableFuture.runAsync(() -> {
            try {
                client.register("acme/1_ENG/" + number, root, 5);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        }, command -> new Thread(command).start())).toList();

        // when
        calls.forEach(CompletableFuture::join);

        // then
        assertThat(platform.mostParallel(Operations.REGISTER)).isEqualTo(3);
        assertThat(platform.count(Operations.REGISTER)).isEqualTo(3);
    }
}
