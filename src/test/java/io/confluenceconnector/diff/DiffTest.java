package io.confluenceconnector.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.ProtectedItems;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.FileDiff;
import io.confluenceconnector.platform.PlatformApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of a file diff's answer: guards (P8), protected ids (P6), remembered failures (P14). */
class DiffTest {
    private static final Space SPACE = new Space("98306", "HR", "People");

    private final FailedUpdates failedUpdates = new FailedUpdates();
    private final SyncCycle cycle = new SyncCycle("c1", Instant.parse("2026-03-10T12:00:00Z"), CycleListener.NONE, Clock.systemUTC());
    private final Diff diff = new Diff(new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K",
            URI.create("https://c")), new ContentKeys("acme", false), failedUpdates);

    private static Page page(String id) {
        return new Page(id, PageKind.PAGE, SPACE, "2026-03-04T09:15:22.114Z", "https://u/" + id, List.of());
    }

    private static SpaceItems items(String... ids) {
        return new SpaceItems(SPACE, Stream.of(ids).map(DiffTest::page).map(Item.class::cast).toList());
    }

    private static Set<String> ids(String list) {
        return list == null ? Set.of() : Set.of(list.split(" "));
    }

    private static JsonNode stored(long count) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return nodes.objectNode().set("paginatedContent", nodes.objectNode().put("totalCount", count));
    }

    private static Discovery discovery(boolean deletionsAllowed, String... protectedPages) {
        return new Discovery(Map.of(), Map.of(), Set.of(), new ProtectedItems(Set.of(protectedPages), Set.of(), Set.of()),
                deletionsAllowed);
    }

    private SpaceDiff planned(SpaceItems space, FileDiff answer) {
        SyncPlan plan = new SyncPlan();
        diff.plan(plan, cycle, space, answer, answer.deletedFiles(), 100L);
        return plan.spaces().get(0);
    }

    @ParameterizedTest(name = "submitted [{0}] new [{1}] deleted [{2}] stored {3}: {4}")
    @CsvSource({
        "1 2, ,    ,    0, Believable",
        "1 2, ,    ,    5, Believable",
        "1 2, ,    3,   5, Believable",
        "1 2, ,    2,   5, Believable",
        "1,   1,   2 3, 3, Believable",
        ",    ,    3,   5, Unbelievable",
        ",    ,    3,   1, Unbelievable",
        "1 2, ,    3 4, 2, Unbelievable",
        "1 2, 1,   2 3, 2, Unbelievable",
        "1 2, ,    3 4, 1, Unbelievable",
        "1 2, 1 2, 3 4, 2, FullReplacement",
        "1 2, 1,   3 4, 2, FullReplacement",
    })
    void shouldBelieveOnlyPlausibleDeletions(String submitted, String added, String deleted, long stored, String verdict) {
        // given
        FileDiff answer = new FileDiff(ids(added), Set.of(), Set.of(), ids(deleted));

        // when
        DiffGuards.Verdict judged = DiffGuards.judge(ids(submitted), answer, answer.deletedFiles(), stored);

        // then (P8)
        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void shouldFailTheCycleWithBothCounts() {
        // given
        FileDiff answer = new FileDiff(Set.of(), Set.of(), Set.of(), Set.of("3", "4"));

        // when / then (P8)
        assertThatThrownBy(() -> diff.guard(items("1"), answer, answer.deletedFiles(), stored(2)))
                .isInstanceOf(DiffRejectedException.class).hasMessageContaining("HR")
                .hasMessageContaining("2 deletions of 2 stored files").hasMessageContaining("useV1KeyFormat");
    }

    @Test
    void shouldGoOnWithFullReplacement() {
        // given
        FileDiff answer = new FileDiff(Set.of("1"), Set.of(), Set.of(), Set.of("3"));

        // when / then (P8)
        assertThat(diff.guard(items("1"), answer, answer.deletedFiles(), stored(1))).isEqualTo(1);
    }

    @Test
    void shouldTakeProtectedIdsOutBeforeTheGuards() {
        // given (P6)
        FileDiff answer = new FileDiff(Set.of(), Set.of(), Set.of(), Set.of("3", "3::att1", "4"));

        // when
        Set<String> deletions = diff.deletions(discovery(true, "3"), cycle, items("1"), answer);

        // then
        assertThat(deletions).containsExactly("4");
        assertThat(cycle.report(Instant.now(), Optional.empty()).total(Count.PROTECTED)).isEqualTo(2);
    }

    @Test
    void shouldDeleteNothingWhenDiscoveryHasAHole() {
        // given (P4, P6)
        FileDiff answer = new FileDiff(Set.of(), Set.of(), Set.of(), Set.of("3"));

        // when / then
        assertThat(diff.deletions(discovery(false), cycle, items("1"), answer)).isEmpty();
    }

    @Test
    void shouldPlanWhatTheAnswerSays() {
        // given
        FileDiff answer = new FileDiff(Set.of("1"), Set.of("2"), Set.of("3"), Set.of("9"));

        // when
        SpaceDiff planned = planned(items("1", "2", "3", "4"), answer);

        // then
        assertThat(planned.added()).containsExactly(page("1"));
        assertThat(planned.updated()).containsExactly(page("2"));
        assertThat(planned.moved()).containsExactly(page("3"));
        assertThat(planned.deleted()).containsExactly("9");
        assertThat(planned.stored()).isEqualTo(100);
    }

    @Test
    void shouldIgnoreIdsThatWereNeverSubmitted() {
        // when
        SpaceDiff planned = planned(items("1"), new FileDiff(Set.of("7"), Set.of("8"), Set.of("9"), Set.of()));

        // then
        assertThat(planned.ingests()).isFalse();
        assertThat(planned.moved()).isEmpty();
    }

    @Test
    void shouldTryFailedUpdatesAgainWhateverTheDiffBelieves() {
        // given (P14)
        failedUpdates.remember(page("2"));
        failedUpdates.remember(page("3"));
        failedUpdates.remember(page("7"));

        // when
        SpaceDiff planned = planned(items("1", "2", "3"), new FileDiff(Set.of(), Set.of(), Set.of("3"), Set.of()));

        // then
        assertThat(planned.updated()).containsExactly(page("2"), page("3"));
        assertThat(planned.moved()).isEmpty();
    }

    @Test
    void shouldForgetFailedUpdateOnceItSucceeds() {
        // given
        failedUpdates.remember(page("2"));

        // when
        failedUpdates.forget(page("2"));
        failedUpdates.forget(page("5"));

        // then
        assertThat(failedUpdates.of(SPACE)).isEmpty();
    }

    @Test
    void shouldIngestNewItemAsNewEvenWhenItFailedBefore() {
        // given
        failedUpdates.remember(page("1"));

        // when
        SpaceDiff planned = planned(items("1"), new FileDiff(Set.of("1"), Set.of(), Set.of(), Set.of()));

        // then
        assertThat(planned.added()).containsExactly(page("1"));
        assertThat(planned.updated()).isEmpty();
    }

    @Test
    void shouldLeaveDroppedSpaceOutOfThePlanWithItsDeletions() {
        // given (P9)
        SyncPlan plan = new SyncPlan();
        diff.plan(plan, cycle, items("1"), new FileDiff(Set.of("1"), Set.of(), Set.of(), Set.of("9")), Set.of("9"), 5L);

        // when
        plan.drop(SPACE);

        // then
        assertThat(plan.pages()).isEmpty();
        assertThat(plan.spaces()).isEmpty();
    }

    @Test
    void shouldKeepTheOrderOfTheSpacesWhicheverAnswerCameFirst() {
        // given
        SyncPlan plan = new SyncPlan();

        // when
        Stream.of("SALES", "HR", "IT").forEach(key -> plan.add(new SpaceDiff(new Space("id of " + key, key, key), List.of(), List.of(),
                List.of(), Set.of(), 0)));

        // then
        assertThat(plan.spaces()).extracting(space -> space.space().key()).containsExactly("HR", "IT", "SALES");
    }
}
