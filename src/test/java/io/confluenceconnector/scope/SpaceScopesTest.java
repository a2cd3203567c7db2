package io.confluenceconnector.scope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.Diff;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.diff.SpaceItems;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.ownership.RootScope;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.FileDiff;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.Scope;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Each space gets a scope of its own, matched by name, and another's scope is left alone (P9). */
class SpaceScopesTest {
    private static final Space HR = new Space("1", "HR", "People");
    private static final Space IT = new Space("2", "IT", "Machines");
    private static final RootScope ROOT = new RootScope("root", "/Company/Wiki", "u1");
    private static final PlatformApi PLATFORM = new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K",
            URI.create("https://c"));
    private static final ContentKeys KEYS = new ContentKeys("acme", false);

    private final SpaceScopes scopes = new SpaceScopes(PLATFORM, KEYS);
    private final SyncCycle cycle = new SyncCycle("c", Instant.EPOCH, CycleListener.NONE, Clock.systemUTC());
    private final ScopeTree tree = scopes.start();

    private static JsonNode json(String singleQuoted) throws IOException {
        return new ObjectMapper().readTree(singleQuoted.replace('\'', '"'));
    }

    private static JsonNode children(int total, String nodes) throws IOException {
        return json("{'paginatedScope':{'totalCount':" + total + ",'nodes':[" + nodes + "]}}");
    }

    private SyncPlan plan(Space... spaces) {
        SyncPlan plan = new SyncPlan();
        for (Space space : spaces) {
            Item page = new Page("p" + space.id(), PageKind.PAGE, space, "t", "u", List.of());
            new Diff(PLATFORM, KEYS, new FailedUpdates()).plan(plan, cycle, new SpaceItems(space, List.of(page)),
                    new FileDiff(Set.of(page.itemId()), Set.of(), Set.of(), Set.of()), Set.of(), 0L);
        }
        return plan;
    }

    @Test
    void shouldMatchCreatedScopesByNameWhateverTheirOrder() throws IOException {
        // when
        scopes.created(tree, ROOT, cycle, List.of(HR, IT), json("{'generateScopesBasedOnPaths':["
                + "{'id':'company','name':'Company','parentId':null},{'id':'s2','name':'IT','parentId':'root'},"
                + "{'id':'elsewhere','name':'HR','parentId':'other'},{'id':'s1','name':'HR','parentId':'root'}]}"));

        // then
        assertThat(tree.of(HR)).map(Scope::id).contains("s1");
        assertThat(tree.of(IT)).map(Scope::id).contains("s2");
        assertThat(tree.all()).hasSize(2);
    }

    @Test
    void shouldCreateOnlyWhatIsMissingBelowTheRootPath() throws IOException {
        // given
        scopes.childrenRead(tree, children(1, "{'id':'s1','name':'HR','parentId':'root','externalId':null}"));

        // when
        List<List<Space>> missing = scopes.missing(plan(HR, IT), tree);

        // then
        assertThat(missing).containsExactly(List.of(IT));
        assertThat(scopes.create(missing.get(0), ROOT).payload()).extractingByKey("variables")
                .isEqualTo(Map.of("paths", List.of("/Company/Wiki/IT"), "inheritAccess", true));
    }

    @Test
    void shouldReadAllPagesOfChildren() throws IOException {
        // when
        scopes.childrenRead(tree, children(2, "{'id':'s1','name':'HR'}"));
        boolean more = tree.hasMore();
        scopes.childrenRead(tree, children(2, "{'id':'s2','name':'IT'}"));

        // then
        assertThat(more).isTrue();
        assertThat(tree.hasMore()).isFalse();
    }

    @Test
    void shouldEndAtEmptyPageWhateverTheTotalSays() throws IOException {
        // when
        scopes.childrenRead(tree, children(100, ""));

        // then
        assertThat(tree.hasMore()).isFalse();
    }

    @Test
    void shouldMarkOnlyScopesWithoutMark() throws IOException {
        // given
        scopes.childrenRead(tree, children(2, "{'id':'s1','name':'HR','externalId':null},"
                + "{'id':'s2','name':'IT','externalId':'confc:other:2:IT'}"));

        // when
        List<Space> unmarked = scopes.unmarked(plan(HR, IT), tree);

        // then
        assertThat(unmarked).containsExactly(HR);
        assertThat(scopes.mark(HR, tree).payload()).extractingByKey("variables")
                .isEqualTo(Map.of("id", "s1", "input", Map.of("externalId", "confc:acme:1:HR")));
    }

    @Test
    void shouldFailSpaceWithForeignMarkAndGoOnWithTheOthers() throws IOException {
        // given
        SyncPlan plan = plan(HR, IT);
        scopes.childrenRead(tree, children(2, "{'id':'s1','name':'HR','externalId':'confc:acme:1:HR'},"
                + "{'id':'s2','name':'IT','externalId':'confc:other:2:IT'}"));

        // when
        scopes.check(plan, tree, cycle);

        // then
        assertThat(plan.spaces()).extracting(diff -> diff.space().key()).containsExactly("HR");
        var report = cycle.report(Instant.EPOCH, Optional.empty());
        assertThat(report.total(Count.SPACES_FAILED)).isEqualTo(1);
        assertThat(report.failures()).singleElement().extracting("reason").asString().contains("another mark");
    }

    @Test
    void shouldFailSpaceWhoseScopeWasNotCreated() {
        // given
        SyncPlan plan = plan(HR);

        // when
        scopes.requireMarked(plan, tree, cycle);

        // then
        assertThat(plan.spaces()).isEmpty();
    }
}
