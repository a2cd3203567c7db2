package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.Diff;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.diff.SpaceItems;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.ingestion.ItemMove.Moved;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.FileDiff;
import io.confluenceconnector.platform.PlatformApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Moved items get their URL refreshed, and nothing else is sent of them (P7). */
class ItemMoveTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");
    private static final PlatformApi PLATFORM = new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K",
            URI.create("https://c"));
    private static final ContentKeys KEYS = new ContentKeys("acme", false);
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private final SyncCycle cycle = new SyncCycle("c", START, CycleListener.NONE, Clock.systemUTC());
    private final ItemMove move = new ItemMove(PLATFORM, KEYS);

    private static Item page(int id) {
        return new Page(String.valueOf(id), PageKind.PAGE, SPACE, "2026-03-01T00:00:00Z", "https://w/new/" + id, List.of());
    }

    private static String key(int id) {
        return KEYS.key(SPACE, String.valueOf(id));
    }

    private SyncPlan planWithMoved(int count) {
        List<Item> items = IntStream.range(0, count).mapToObj(ItemMoveTest::page).toList();
        SyncPlan plan = new SyncPlan();
        new Diff(PLATFORM, KEYS, new FailedUpdates()).plan(plan, cycle, new SpaceItems(SPACE, items),
                new FileDiff(Set.of(), Set.of(), items.stream().map(Item::itemId).collect(Collectors.toSet()), Set.of()), Set.of(), (long) count);
        return plan;
    }

    private static JsonNode stored(int... ids) throws IOException {
        String nodes = String.join(",", IntStream.of(ids).mapToObj(id -> "{\"id\":\"c" + id + "\",\"key\":\"" + key(id) + "\"}").toList());
        return new ObjectMapper().readTree("{\"paginatedContent\":{\"nodes\":[" + nodes + "]}}");
    }

    private CycleReport report() {
        return cycle.report(START, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "100, 1, 100", "101, 2, 1", "250, 3, 50"})
    void shouldAskForAsManyKeysAtOnceAsOneQueryMayName(int items, int batches, int inLastBatch) {
        // when
        List<Map<String, Item>> asked = move.batches(planWithMoved(items));

        // then
        assertThat(asked).hasSize(batches);
        assertThat(asked.stream().mapToInt(Map::size).sum()).isEqualTo(items);
        assertThat(asked.isEmpty() ? 0 : asked.get(batches - 1).size()).isEqualTo(inLastBatch);
    }

    @Test
    void shouldAskForTheContentKeysOfABatch() {
        // when
        Map<String, Object> variables = variables(move.stored(move.batches(planWithMoved(2)).get(0)).payload());

        // then
        assertThat(variables.get("where")).isEqualTo(Map.of("key", Map.of("in", List.of(key(0), key(1)))));
    }

    private static Map<String, Object> variables(Map<String, Object> payload) {
        return new ObjectMapper().convertValue(payload.get("variables"), new TypeReference<>() { });
    }

    /** What the platform does not hold cannot be updated, and what nobody asked for is none of ours. */
    @Test
    void shouldUpdateOnlyWhatIsStoredAndWasAskedFor() throws IOException {
        // given
        Map<String, Item> asked = Map.of(key(1), page(1), key(2), page(2));

        // when
        List<Moved> found = move.contents(asked, stored(2, 3));

        // then
        assertThat(found).singleElement().satisfies(moved -> {
            assertThat(moved.content().id()).isEqualTo("c2");
            assertThat(moved.item()).isEqualTo(page(2));
        });
    }

    /** The platform's {@code contentUpdate} takes URL and metadata: a new title comes with the next version only. */
    @Test
    void shouldSendTheUrlAndNothingElse() throws IOException {
        // given
        Moved moved = move.contents(Map.of(key(2), page(2)), stored(2)).get(0);

        // when
        Map<String, Object> variables = variables(move.update(moved).payload());

        // then
        assertThat(variables).isEqualTo(Map.of("contentId", "c2", "input", Map.of("url", "https://w/new/2")));
    }

    @Test
    void shouldCountWhatWasMovedAndWhatFailed() throws IOException {
        // given
        Moved moved = move.contents(Map.of(key(2), page(2)), stored(2)).get(0);

        // when
        move.moved(moved, cycle);
        move.failed(moved, cycle, new PermanentException("refused"));
        move.batchFailed(Map.of(key(3), page(3), key(4), page(4)), cycle, new PermanentException("refused"));

        // then
        assertThat(report().total(Count.MOVED)).isEqualTo(1);
        assertThat(report().total(Count.MOVES_FAILED)).isEqualTo(3);
    }

    /** An old URL is no reason to keep a copy in another space (P11): its bytes are stored. */
    @Test
    void shouldNotCallAnItemUnsafeWhoseUrlAloneIsOld() throws IOException {
        // when
        move.failed(move.contents(Map.of(key(2), page(2)), stored(2)).get(0), cycle, new PermanentException("refused"));

        // then
        assertThat(cycle.hasFailed("2")).isFalse();
    }
}
