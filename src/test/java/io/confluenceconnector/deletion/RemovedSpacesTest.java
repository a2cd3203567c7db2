package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.deletion.RemovedSpaces.Round;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.AttachmentSelection;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.ProtectedItems;
import io.confluenceconnector.discovery.SelectionRules;
import io.confluenceconnector.discovery.Vetoes;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.scope.ScopeTree;
import io.confluenceconnector.scope.SpaceScopes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.confluenceconnector.deletion.CannedConfluence.content;
import static io.confluenceconnector.deletion.CannedConfluence.json;
import static io.confluenceconnector.deletion.CannedConfluence.results;
import static org.assertj.core.api.Assertions.assertThat;

/** A space is removed only after every one of the four conditions (P12 a–d, B42, B106). */
class RemovedSpacesTest {
    private static final PlatformApi PLATFORM = new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K",
            URI.create("https://c"));
    private static final ContentKeys KEYS = new ContentKeys("acme", false);
    private static final String[] THREE = {"confc:acme:1:HR", "confc:acme:2:IT", "confc:acme:3:OLD"};

    private final Approvals approvals = new Approvals();
    private final HeldSpaces heldSpaces = new HeldSpaces();
    private final CannedConfluence confluence = new CannedConfluence();
    private RemovedSpaces removed = removedFrom(new DataCenterApi(URI.create("https://wiki.example.org")), false);
    private final SyncPlan plan = new SyncPlan();
    private final List<String> stored = new ArrayList<>(List.of("77", "77::att1"));
    private final Set<String> failed = new HashSet<>();
    private SyncCycle cycle;

    private RemovedSpaces removedFrom(ConfluenceApi api, boolean mayReadPages) {
        return removedFrom(api, mayReadPages, 2);
    }

    private RemovedSpaces removedFrom(ConfluenceApi api, boolean mayReadPages, int graceCycles) {
        return new RemovedSpaces(api, PLATFORM, KEYS, new SelectionRules("kb", "kb-all", Set.of("global"),
                OptionalInt.empty(), new AttachmentSelection(false, Set.of(), 0)), graceCycles, () -> mayReadPages,
                new PendingConfirmations(), heldSpaces, approvals);
    }

    private static ScopeTree scopes(String... marks) {
        String nodes = Stream.of(marks).map(mark -> "{'id':'scope-" + mark + "','name':'n','parentId':'root','externalId':"
                + (mark.isEmpty() ? "null" : "'" + mark + "'") + "}").collect(Collectors.joining(","));
        ScopeTree tree = new ScopeTree();
        new SpaceScopes(PLATFORM, KEYS).childrenRead(tree,
                json("{'paginatedScope':{'totalCount':" + marks.length + ",'nodes':[" + nodes + "]}}"));
        return tree;
    }

    private static Discovery discovery(boolean deletionsAllowed, String... spaceIds) {
        Map<String, Page> pages = new LinkedHashMap<>();
        for (String id : spaceIds) {
            pages.put("p" + id, new Page("p" + id, PageKind.PAGE, new Space(id, "K" + id, ""), "t", "u", List.of()));
        }
        return new Discovery(pages, Map.of(), Set.of(), new ProtectedItems(Set.of(), Set.of(), Set.of()), deletionsAllowed);
    }

    private Set<String> round(ScopeTree tree, Discovery discovery) {
        cycle = new SyncCycle("c", Instant.parse("2026-03-10T12:00:00Z"), CycleListener.NONE, Clock.systemUTC());
        failed.forEach(cycle::failedItem);
        Round round = removed.start(tree, discovery, cycle);
        for (RemovalCandidate candidate : round.candidates()) {
            RemovalCheck check = removed.check(candidate, cycle, discovery, plan);
            for (int i = 0; check.hasMoreFiles(); i++) {
                removed.filesRead(check, json("{'paginatedContent':{'totalCount':" + stored.size() + ",'nodes':[{'id':'c" + i
                        + "','key':'acme/3_OLD/" + stored.get(i) + "'}]}}"));
            }
            confluence.answer(removed.questions(check));
            removed.judge(round, candidate, check, cycle);
        }
        removed.decide(round, cycle);
        return round.due().stream().map(c -> c.space().key()).collect(Collectors.toSet());
    }

    private long counted(Count count) {
        return cycle.report(Instant.parse("2026-03-10T12:01:00Z"), Optional.empty()).total(count);
    }

    @Test
    void shouldRemoveSpaceInTheSecondCycleThatMissesIt() {
        // given (c)
        confluence.answers("cql=", results());

        // when
        Set<String> first = round(scopes(THREE), discovery(true, "1", "2"));
        long pending = counted(Count.DELETIONS_PENDING);
        Set<String> second = round(scopes(THREE), discovery(true, "1", "2"));

        // then
        assertThat(first).isEmpty();
        assertThat(pending).isEqualTo(1);
        assertThat(second).containsExactly("OLD");
    }

    /** P11, P12: the index may lose a space for one cycle, however few the operator wants to wait. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void shouldNotBelieveTheIndexAloneInOneCycle(boolean mayReadPages, int dueInFirst) {
        // given
        removed = removedFrom(new CloudApi(URI.create("https://acme.atlassian.net"), URI.create("https://api.atlassian.com")),
                mayReadPages, 1);
        confluence.answers("space%20%3D%20%22OLD%22", results()).answers("id=77", results())
                .answers("cql=id%20in%20(77)", results());

        // when
        Set<String> first = round(scopes(THREE), discovery(true, "1", "2"));
        Set<String> second = round(scopes(THREE), discovery(true, "1", "2"));

        // then
        assertThat(first).hasSize(dueInFirst);
        assertThat(second).containsExactly("OLD");
    }

    @Test
    void shouldBeginAnewWhenTheSpaceWasSeenInBetween() {
        // given (B42)
        confluence.answers("cql=", results());
        round(scopes(THREE), discovery(true, "1", "2"));
        round(scopes(THREE), discovery(true, "1", "2", "3"));

        // when / then
        assertThat(round(scopes(THREE), discovery(true, "1", "2"))).isEmpty();
    }

    @Test
    void shouldNotTrustDiscoveryThatFoundNoSpaceOrHasAHole() {
        // given (a)
        approvals.approve();
        approvals.cycleStarted();
        confluence.answers("cql=", results());

        // when / then
        assertThat(round(scopes(THREE), discovery(true))).isEmpty();
        assertThat(round(scopes(THREE), discovery(false, "1", "2"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'results':[{'id':'5'}]} | 404 | DELETIONS_VETOED",
        "{'results':[{'id':'5','type':'page','space':{'id':3,'key':'OLD'}}]} | 404 | DELETIONS_VETOED",
        "500                      | 404 | DELETIONS_UNANSWERED",
        "{'results':[]}           | 500 | DELETIONS_UNANSWERED",
        "{'results':[]}           | LABELLED | DELETIONS_VETOED",
    })
    void shouldKeepSpaceInWhichSomethingMayStillBeSelected(String index, String page, Count count) {
        // given (b; an approval overrides no veto)
        approvals.approve();
        approvals.cycleStarted();
        confluence.answers("/rest/api/space/OLD", "{'key':'OLD'}").answers("cql=", index).answers("/content/77?", page.equals("LABELLED")
                ? content("77", "{'name':'kb'}", "", ",'space':{'id':3,'key':'OLD'}") : page);

        // when
        Set<String> due = round(scopes(THREE), discovery(true, "1", "2"));

        // then
        assertThat(due).isEmpty();
        assertThat(counted(count)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"true, OLD", "false, "})
    void shouldKeepSpaceWhosePageHasMovedUntilItIsStoredInItsNewSpace(boolean planned, String removedSpace) {
        // given (P11: a space whose scope is another's is left out of the plan, P9)
        Discovery discovery = discovery(true, "1", "2");
        Page moved = new Page("77", PageKind.PAGE, new Space("2", "K2", ""), "t", "u", List.of());
        Map<String, Page> pages = new LinkedHashMap<>(discovery.pages());
        pages.put("77", moved);
        Discovery withMoved = new Discovery(pages, Map.of(), Set.of(), discovery.protectedItems(), true);
        if (planned) {
            plan.ingestAgain(moved.space(), List.of());
        }
        approvals.approve();
        approvals.cycleStarted();
        confluence.answers("/rest/api/space/OLD", "{'key':'OLD'}").answers("cql=", results())
                .answers("/content/77?", content("77", "{'name':'kb'}", "", ",'space':{'id':2,'key':'K2'}"));

        // when
        Set<String> due = round(scopes(THREE), withMoved);

        // then
        assertThat(due).isEqualTo(removedSpace == null ? Set.of() : Set.of(removedSpace));
    }

    /** P9, P12: an index that knows the key answers for the space that has it now; a folder's pages are asked for themselves. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'id':3,'key':'OLD'} | {'id':'5','type':'page','space':{'id':9,'key':'OLD'}}",
        "{'id':9,'key':'OLD'} | {'id':'5'}",
        "{'id':3,'key':'OLD'} | {'id':'5','type':'page','space':{'id':3,'key':'OLD','type':'global','status':'archived'}}",
        "{'id':3,'key':'OLD'} | {'id':'5','type':'page','status':'draft','space':{'id':3,'key':'OLD'}}",
        "{'id':3,'key':'OLD'} | {'id':'5','type':'folder','space':{'id':3,'key':'OLD'}}",
    })
    void shouldNotKeepSpaceForWhatIsNoSelectedPageOfIt(String space, String found) {
        // given
        confluence.answers("/rest/api/space/OLD", space).answers("cql=", results(found));
        approvals.approve();
        approvals.cycleStarted();

        // when / then
        assertThat(round(scopes(THREE), discovery(true, "1", "2"))).containsExactly("OLD");
    }

    /** P12 b: with the second cycle and not too many at once, a refusal confirms. */
    @Test
    void shouldTakeForbiddenForAbsent() {
        // given
        confluence.answers("/rest/api/space/OLD", "403").answers("/content/77?", "403");

        // when
        Set<String> first = round(scopes(THREE), discovery(true, "1", "2"));
        Set<String> second = round(scopes(THREE), discovery(true, "1", "2"));

        // then
        assertThat(first).isEmpty();
        assertThat(second).containsExactly("OLD");
    }

    /** The pages decide, read directly or, without the scope for that, looked for by their ids. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "400 | true  | {'results':[]} | 1", "500 | true  | {'results':[]} | 1", "503 | true | {'results':[]} | 0",
        "400 | true  | 500            | 0", "400 | false | {'results':[]} | 1", "400 | false | 500           | 0",
        "500 | false | {'results':[{'id':'77','type':'page','space':{'id':3,'key':'OLD'},'metadata':{'labels':{'results':[{'name':'kb'}]}}}]} | 0",
    })
    void shouldLetPagesDecideWhereCloudDoesNotKnowTheKey(String refusal, boolean mayReadPages, String pages, int due) {
        // given
        removed = removedFrom(new CloudApi(URI.create("https://acme.atlassian.net"), URI.create("https://api.atlassian.com")),
                mayReadPages);
        confluence.answers("space%20%3D%20%22OLD%22", refusal).answers("id=77", pages).answers("cql=id%20in%20(77)", pages);
        approvals.approve();
        approvals.cycleStarted();

        // when / then
        assertThat(round(scopes(THREE), discovery(true, "1", "2"))).hasSize(due);
    }

    /** P12 b: Confluence's quota is scarce, so that twenty pages stand for all, however many attachments they have. */
    @Test
    void shouldAskForTwentyStoredPages() {
        // given
        stored.clear();
        IntStream.range(100, 125).mapToObj(String::valueOf).forEach(page -> stored.addAll(List.of(page, page + "::a", page + "::b")));

        // when
        long asked = IntStream.range(100, 125).filter(page -> keepsSpaceWhenSelected(page, page + 1)).count();

        // then
        assertThat(asked).isEqualTo(20);
    }

    /** P12 b: those that the platform lists first may all be ones whose deletion waits. */
    @Test
    void shouldTakeTheTwentyFromEverywhere() {
        // given
        stored.clear();
        IntStream.range(100, 1000).mapToObj(String::valueOf).forEach(stored::add);

        // when / then
        assertThat(keepsSpaceWhenSelected(900, 1000)).isTrue();
        assertThat(keepsSpaceWhenSelected(100, 200)).isTrue();
    }

    private boolean keepsSpaceWhenSelected(int fromPage, int toPage) {
        confluence.clear().answers("/rest/api/space/OLD", "404");
        IntStream.range(fromPage, toPage).forEach(page -> confluence.answers("/content/" + page + "?",
                content(String.valueOf(page), "{'name':'kb'}", "", ",'space':{'id':3,'key':'OLD'}")));
        approvals.approve();
        approvals.cycleStarted();
        return round(scopes(THREE), discovery(true, "1", "2")).isEmpty();
    }

    /** A space with 31 more stored pages, the last of them far behind those that are sampled; an approval overrides no veto. */
    private long vetoedSpaces(String lastFile, Discovery discovery) {
        IntStream.range(100, 130).mapToObj(String::valueOf).forEach(stored::add);
        stored.add(lastFile);
        approvals.approve();
        approvals.cycleStarted();
        Set<String> due = round(scopes(THREE), discovery);
        assertThat(due).hasSize(1 - (int) counted(Count.DELETIONS_VETOED));
        return counted(Count.DELETIONS_VETOED);
    }

    private static Discovery withMoved(ProtectedItems protectedItems) {
        Map<String, Page> pages = new LinkedHashMap<>(discovery(true, "1", "2").pages());
        pages.put("130", new Page("130", PageKind.PAGE, new Space("2", "K2", ""), "t", "u", List.of()));
        Attachment attachment = new Attachment("130", "a", new Space("2", "K2", ""), "a.pdf", "application/pdf", false,
                OptionalLong.of(1), "t", "u", "");
        return new Discovery(pages, Map.of(attachment.itemId(), attachment), Set.of(), protectedItems, true);
    }

    /** P6: what could not be read may still be selected, whichever space it lies in. */
    @ParameterizedTest
    @CsvSource({"130, 130, -, -, 1", "130::a, 130, -, -, 1", "130::a, -, 130, -, 1", "130::a, -, -, a, 1", "130, -, 130, a, 0", "131, 130, 130, a, 0"})
    void shouldKeepSpaceOfWhichOneFileIsProtected(String file, String page, String attachmentsOf, String attachment, long vetoed) {
        // given
        ProtectedItems items = new ProtectedItems(Set.of(page), Set.of(attachmentsOf), Set.of(attachment));
        plan.ingestAgain(new Space("2", "K2", ""), List.of());

        // when / then
        assertThat(vetoedSpaces(file, withMoved(items))).isEqualTo(vetoed);
    }

    /** P11: the copy in the new space comes first. */
    @ParameterizedTest
    @CsvSource({"true, -, -, 0", "false, -, -, 1", "true, 130::a, -, 1", "true, -, 130::a, 1", "true, -, 130, 1"})
    void shouldKeepSpaceOfWhichOneFileIsSelectedElsewhereAndNotStoredThere(boolean planned, String failedItem, String leftAlone,
                                                                         long vetoed) {
        // given
        failed.add(failedItem);
        if (planned) {
            plan.ingestAgain(new Space("2", "K2", ""), List.of());
        }
        Discovery discovery = withMoved(new ProtectedItems(Set.of(), Set.of(), Set.of()));

        // when / then
        assertThat(vetoedSpaces("130::a", discovery.with(new Vetoes(Set.of(leftAlone), Set.of())))).isEqualTo(vetoed);
    }

    /** P11, P12 b: discovery did not see the page, wherever it lies now; its record says whether a label selects it there. */
    @ParameterizedTest
    @CsvSource({"global, 1", "personal, 0"})
    void shouldKeepSpaceWhosePageIsSelectedWhereDiscoveryDidNotSeeIt(String typeOfOtherSpace, long vetoed) {
        // given
        approvals.approve();
        approvals.cycleStarted();
        confluence.answers("/rest/api/space/OLD", "404").answers("/content/77?",
                content("77", "{'name':'kb'}", "", ",'space':{'id':9,'key':'NEW','type':'" + typeOfOtherSpace + "'}"));

        // when
        Set<String> due = round(scopes(THREE), discovery(true, "1", "2"));

        // then
        assertThat(counted(Count.DELETIONS_VETOED)).isEqualTo(vetoed);
        assertThat(due).hasSize(1 - (int) vetoed);
    }

    @Test
    void shouldHoldAllWhenMoreThanHalfWouldGoUntilApproved() {
        // given (d)
        confluence.answers("cql=", results());
        round(scopes(THREE), discovery(true, "1"));

        // when
        Set<String> held = round(scopes(THREE), discovery(true, "1"));
        long heldCount = counted(Count.DELETIONS_HELD);
        approvals.approve();
        approvals.cycleStarted();
        Set<String> approved = round(scopes(THREE), discovery(true, "1"));

        // then
        assertThat(held).isEmpty();
        assertThat(heldCount).isEqualTo(2);
        assertThat(approved).containsExactlyInAnyOrder("IT", "OLD");
    }

    @Test
    void shouldLeaveScopesAloneWhoseMarkIsNotOurs() {
        // when
        Round round = removed.start(scopes("", "confc:other:3:OLD", "confc:acme", "confc:acme:3", "confc:acme::OLD",
                "confc:acme:3:", "confc:cloud:8f0c", "confc:acme:3:A:B"), discovery(true, "1"),
                new SyncCycle("c", Instant.EPOCH, CycleListener.NONE, Clock.systemUTC()));

        // then
        assertThat(round.candidates()).extracting(RemovalCandidate::space).extracting(Space::key).containsExactly("A:B");
    }
}
