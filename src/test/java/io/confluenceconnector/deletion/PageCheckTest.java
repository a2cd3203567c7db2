package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.AttachmentSelection;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.ProtectedItems;
import io.confluenceconnector.discovery.SelectionRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import static io.confluenceconnector.deletion.CannedConfluence.content;
import static io.confluenceconnector.deletion.CannedConfluence.results;
import static org.assertj.core.api.Assertions.assertThat;

/** The verdict on a page that is to be deleted, by each of the three ways to ask (P11). */
class PageCheckTest {
    private static final Space SPACE = new Space("1", "HR", "People");
    private static final Space MOVED_TO = new Space("2", "IT", "");
    private static final SelectionQuestion QUESTION = question();
    private static final DataCenterPageCheck DATA_CENTER =
            new DataCenterPageCheck(new DataCenterApi(URI.create("https://wiki.example.org")), QUESTION);
    private static final CloudApi CLOUD_API = new CloudApi(URI.create("https://acme.atlassian.net"),
            URI.create("https://api.atlassian.com/ex/confluence/8f0c"));

    private final CannedConfluence confluence = new CannedConfluence();

    /** Folder 900 carries the all label; page 66 was discovered in another space, and is stored there. */
    private static SelectionQuestion question() {
        Map<String, Page> pages = Map.of("66", new Page("66", PageKind.PAGE, MOVED_TO, "t", "u", List.of()),
                "67", new Page("67", PageKind.PAGE, SPACE, "t", "u", List.of()));
        SyncPlan plan = new SyncPlan();
        plan.ingestAgain(MOVED_TO, List.of());
        return new SelectionQuestion(new SelectionRules("kb", "kb-all", Set.of("global"), OptionalInt.empty(),
                new AttachmentSelection(false, Set.of(), 0)),
                new Discovery(pages, Map.of(), Set.of("900"), new ProtectedItems(Set.of(), Set.of(), Set.of()), true), plan,
                new SyncCycle("c", Instant.parse("2026-03-10T12:00:00Z"), CycleListener.NONE, Clock.systemUTC()));
    }

    private Verdict verdict(PageCheck check, String pageId) {
        Inquiry inquiry = new Inquiry();
        List<Verdict> verdicts = new ArrayList<>();
        check.ask(inquiry, SPACE, List.of(pageId), (id, verdict) -> verdicts.add(verdict));
        confluence.answer(inquiry);
        assertThat(verdicts).as("each page is judged exactly once").hasSize(1);
        return verdicts.get(0);
    }

    private Verdict dataCenter(String record) {
        confluence.answers("/content/77?", record);
        return verdict(new DataCenterPageCheck(new DataCenterApi(URI.create("https://wiki.example.org")), QUESTION), "77");
    }

    private Verdict cloud(String pages, String labels) {
        confluence.answers("/pages?id=77&", pages).answers("/pages/77/labels", labels);
        return verdict(new CloudPageCheck(CLOUD_API, QUESTION), "77");
    }

    private Verdict index(String answer) {
        confluence.answers("cql=id%20in%20(77)", answer);
        return verdict(new IndexPageCheck(CLOUD_API, QUESTION), "77");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "404                     | CONFIRMED",
        "500                     | NO_ANSWER",
        "403                     | NO_ANSWER",
        "{'id':'77'}             | NO_ANSWER",
        "{}                      | NO_ANSWER",
    })
    void shouldBelieveDataCenterOnlyWhenItSaysThatThePageIsGone(String answer, Verdict expected) {
        // when / then
        assertThat(dataCenter(answer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, value = {
        "``                    | ``           | ,'status':'trashed'                                 | CONFIRMED",
        "{'name':'kb'}         | ``           | ,'status':'archived'                                | CONFIRMED",
        "``                    | ``           | ``                                                  | CONFIRMED",
        "{'name':'other'}      | ``           | ``                                                  | CONFIRMED",
        "{'name':'kb'}         | ``           | ``                                                  | VETOED",
        "{'name':'kb-all'}     | ``           | ``                                                  | VETOED",
        "{'name':'kb','prefix':'my'} | ``     | ``                                                  | CONFIRMED",
        "``                    | {'id':'900'} | ``                                                  | VETOED",
        "``                    | {'id':'901'} | ``                                                  | VETOED",
        "``                    | {'id':'902'} | ``                                                  | CONFIRMED",
        "``                    | {'id':'901'},{'id':'902'} | ``                                     | VETOED",
        "``                    | {'id':'404'} | ``                                                  | INDEX_ONLY",
        "``                    | {'id':'903'} | ``                                                  | VETOED",
        "``                    | {'id':'904'} | ``                                                  | INDEX_ONLY",
        "``                    | {'id':'901'},{'id':'404'} | ``                                     | VETOED",
        "``                    | {'id':'500'} | ``                                                  | NO_ANSWER",
        "``                    | ``           | ,'version':{'when':'2026-03-10T12:00:00Z'}          | VETOED",
        "``                    | ``           | ,'version':{'when':'2026-03-10T11:59:59Z'}          | CONFIRMED",
        "``                    | ``           | ,'space':{'id':2,'key':'IT'}                        | CONFIRMED",
        "{'name':'kb'}         | ``           | ,'space':{'id':2,'key':'IT'}                        | VETOED",
        "{'name':'kb'}         | ``           | ,'space':{'id':9,'key':'~ann','type':'personal'}    | CONFIRMED",
        "``                    | {'id':'900'} | ,'space':{'id':9,'key':'~ann','type':'personal'}    | CONFIRMED",
        "{'name':'kb'}         | ``           | ,'space':{'id':3,'key':'OPS','type':'global'}       | VETOED",
        "{'name':'kb'}         | ``           | ,'space':{'id':4,'key':'ARC','type':'global'}       | CONFIRMED",
        "``                    | {'id':'901'} | ,'space':{'id':4,'key':'ARC','type':'global'}       | CONFIRMED",
        "{'name':'kb'}         | ``           | ,'space':{'id':5,'key':'CUR','type':'global'}       | VETOED",
        "{'name':'kb'}         | ``           | ,'space':{'id':6,'key':'NUL','type':'global'}       | VETOED",
        "{'name':'kb'}         | ``           | ,'space':{'id':3,'key':'OPS','type':'global','status':'archived'} | CONFIRMED",
    })
    void shouldJudgeDataCenterPageByItsLabelsAndAncestors(String labels, String ancestors, String more, Verdict expected) {
        // given
        confluence.answers("/content/901?", content("901", "{'name':'kb-all'}", "", ""))
                .answers("/content/902?", content("902", "{'name':'kb'}", "", ""))
                .answers("/content/903?", "{'id':'903','metadata':{'labels':{'results':[{'name':'kb-all'}]}}}")
                .answers("/content/904?", "{'id':'904','type':'page','space':{'id':1,'key':'HR'}}")
                .answers("/content/500?", "500")
                .answers("/space/ARC", "{'id':4,'key':'ARC','type':'global','status':'archived'}")
                .answers("/space/CUR", "{'id':5,'key':'CUR','type':'global','status':'current'}")
                .answers("/space/NUL", "{'id':6,'key':'NUL','type':null,'status':null}");

        // when / then
        assertThat(dataCenter(content("77", labels == null ? "" : labels, ancestors == null ? "" : ancestors,
                more == null ? "" : more))).isEqualTo(expected);
    }

    /** P11: what a record does not tell, it does not deny. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "page     | 'metadata':{'labels':{'results':[]}},'ancestors':[]   | CONFIRMED | INDEX_ONLY",
        "page     | 'metadata':{'labels':{'results':[]}}                  | NO_ANSWER | NO_ANSWER",
        "page     | 'metadata':{'labels':{'results':[]}},'ancestors':null | NO_ANSWER | NO_ANSWER",
        "page     | 'metadata':{'labels':{'results':[]}},'ancestors':[{}] | NO_ANSWER | NO_ANSWER",
        "page     | 'metadata':{},'ancestors':[]                          | NO_ANSWER | NO_ANSWER",
        "page     | 'status':'trashed'                                    | CONFIRMED | INDEX_ONLY",
        "blogpost | 'metadata':{'labels':{'results':[]}}                  | CONFIRMED | INDEX_ONLY",
    })
    void shouldNotTakeWhatIsNotToldForAbsent(String type, String fields, Verdict direct, Verdict byIndex) {
        // given
        String record = "{'id':'77','type':'" + type + "','space':{'id':1,'key':'HR'}," + fields + "}";

        // when / then
        assertThat(dataCenter(record)).isEqualTo(direct);
        assertThat(index(results(record))).isEqualTo(byIndex);
    }

    @Test
    void shouldConfirmCloudBlogPostWhichHasNoParent() {
        // given
        confluence.answers("/blogposts?id=77&", results("{'id':'77','spaceId':'1'}")).answers("/blogposts/77/labels", results());

        // when / then
        assertThat(cloud(results(), "404")).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    void shouldConfirmPageWhoseCopyInAnotherSpaceIsSafe() {
        // given
        confluence.answers("/content/66?", content("66", "{'name':'kb'}", "", ",'space':{'id':2,'key':'IT'}"))
                .answers("/pages?id=66&", results("{'id':'66','status':'current','spaceId':'2'}"));

        // when / then
        assertThat(verdict(DATA_CENTER, "66")).isEqualTo(Verdict.CONFIRMED);
        assertThat(verdict(new CloudPageCheck(CLOUD_API, QUESTION), "66")).isEqualTo(Verdict.CONFIRMED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'status':'trashed','spaceId':'1'                                     | 404           | CONFIRMED",
        "'status':'archived','spaceId':'1'                                    | 404           | CONFIRMED",
        "'spaceId':'1'                                                        | {'results':[]} | INDEX_ONLY",
        "'spaceId':'1','parentId':null                                        | {'results':[]} | CONFIRMED",
        "'spaceId':'1'                                                        | {'results':[{'name':'kb'}]} | VETOED",
        "'spaceId':'1','parentId':null                                        | {'results':[{'name':'kb','prefix':'my'}]} | CONFIRMED",
        "'spaceId':'1'                                                        | 500           | NO_ANSWER",
        "'spaceId':'1','version':{'createdAt':'2026-03-10T12:00:01Z'}         | {'results':[]} | VETOED",
        "'spaceId':'2'                                                        | {'results':[{'name':'kb'}]} | VETOED",
        "'spaceId':'2','parentId':null                                        | {'results':[]} | CONFIRMED",
        "'spaceId':'1','parentId':'900','parentType':'folder'                 | {'results':[]} | VETOED",
        "'spaceId':'1','parentId':'20','parentType':'folder'                  | {'results':[]} | INDEX_ONLY",
        "'spaceId':'1','parentId':'901','parentType':'page'                   | {'results':[]} | VETOED",
        "'spaceId':'1','parentId':'902','parentType':'page'                   | {'results':[]} | CONFIRMED",
        "'spaceId':'1','parentId':'903','parentType':'page'                   | {'results':[]} | INDEX_ONLY",
        "'spaceId':'1','parentId':'904','parentType':'page'                   | {'results':[]} | NO_ANSWER",
        "'spaceId':'1','parentId':'905','parentType':'page'                   | {'results':[]} | INDEX_ONLY",
        "'spaceId':'1','parentId':'906','parentType':'page'                   | {'results':[]} | INDEX_ONLY",
        "'spaceId':'1','parentId':'77','parentType':'page'                    | {'results':[]} | NO_ANSWER",
        "'spaceId':'1','parentId':'907','parentType':'page'                   | {'results':[]} | NO_ANSWER",
    })
    void shouldJudgeCloudPageByItsLabelsAndParents(String fields, String labels, Verdict expected) {
        // given
        confluence.answers("/pages?id=901&", results("{'id':'901','spaceId':'1'}"))
                .answers("/pages/901/labels", results("{'name':'kb-all'}"))
                .answers("/pages?id=902&", results("{'id':'902','spaceId':'1','parentId':null}"))
                .answers("/pages/902/labels", results("{'name':'kb'}"))
                .answers("/pages?id=906&", results("{'id':'906','spaceId':'1'}")).answers("/pages/906/labels", results())
                .answers("/pages?id=903&", results("{'id':'903','spaceId':'1'}"))
                .answers("/pages?id=904&", "500").answers("/pages?id=905&", results())
                .answers("/pages?id=907&", results("{'id':'907','spaceId':'1','parentId':'908'}")).answers("/pages/907/labels", results())
                .answers("/pages?id=908&", results("{'id':'908','spaceId':'1','parentId':'907'}")).answers("/pages/908/labels", results());

        // when / then
        assertThat(cloud(results("{'id':'77'," + fields + "}"), labels)).isEqualTo(expected);
    }

    /** P4, P11: no label selects a page in a space of a type that is never taken, which only search tells on Cloud. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'name':'kb'}    | ``    | {'id':9,'key':'~ann','type':'personal'} | INDEX_ONLY",
        "{'name':'kb'}    | ``    | {'id':9,'key':'OPS','type':'global'}    | VETOED",
        "{'name':'kb'}    | ``    | {'id':9,'key':'OPS'}                    | VETOED",
        "{'name':'kb'}    | ``    | {'id':9,'key':'OPS','type':'global','status':'archived'} | INDEX_ONLY",
        "{'name':'kb'}    | ``    | {'id':9,'key':'OPS','type':'global','status':'current'}  | VETOED",
        "{'name':'kb'}    | ``    | {'id':8,'key':'~bob','type':'personal'} | VETOED",
        "``               | ,'parentId':'900','parentType':'folder' | {'id':9,'key':'~ann','type':'personal'} | INDEX_ONLY",
        "``               | ,'parentId':'900','parentType':'folder' | {'id':9,'key':'OPS','type':'global'}    | VETOED",
    })
    void shouldConfirmLabelledCloudPageOnlyInSpaceThatIsNeverTaken(String labels, String parent, String space,
                                                                   Verdict expected) {
        // given
        confluence.answers("cql=id%20in%20(77)", results(content("77", "", "", ",'space':" + space)));

        // when / then
        assertThat(cloud(results("{'id':'77','spaceId':'9'" + (parent == null ? "" : parent) + "}"),
                results(labels == null ? "" : labels))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'results':[]}", "500", "{}", "{'results':[{'id':'77'}]}"})
    void shouldKeepLabelledCloudPageWhoseSpaceNobodyTells(String index) {
        // given
        confluence.answers("cql=id%20in%20(77)", index);

        // when / then
        assertThat(cloud(results("{'id':'77','spaceId':'9'}"), results("{'name':'kb'}"))).isEqualTo(Verdict.VETOED);
    }

    /** Confluence's quota is scarce (P10): of many pages in one such space only the first costs a search. */
    @Test
    void shouldAskOnceForTypeOfSpace() {
        // given
        confluence.answers("/pages?id=77&", results("{'id':'77','spaceId':'9'}", "{'id':'78','spaceId':'9'}"))
                .answers("/labels", results("{'name':'kb'}"))
                .answers("cql=id%20in%20(77)", results(content("77", "", "", ",'space':{'id':9,'key':'~ann','type':'personal'}")));
        Map<String, Verdict> verdicts = new HashMap<>();
        Inquiry inquiry = new Inquiry();
        new CloudPageCheck(CLOUD_API, QUESTION).ask(inquiry, SPACE, List.of("77", "78"), verdicts::put);

        // when (a search for page 78 would find nothing)
        confluence.answer(inquiry);

        // then
        assertThat(verdicts).isEqualTo(Map.of("77", Verdict.INDEX_ONLY, "78", Verdict.INDEX_ONLY));
    }

    @Test
    void shouldLookForBlogPostBeforeCloudPageCountsAsGone() {
        // given
        confluence.answers("/blogposts?id=77&", results("{'id':'77','spaceId':'1'}"))
                .answers("/blogposts/77/labels", results("{'name':'kb'}"));

        // when / then
        assertThat(cloud(results(), "404")).isEqualTo(Verdict.VETOED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'results':[]} | {'results':[]} | CONFIRMED",
        "{'results':[]} | 500            | NO_ANSWER",
        "500            | {'results':[]} | NO_ANSWER",
        "404            | {'results':[]} | NO_ANSWER",
        "{}             | {'results':[]} | NO_ANSWER",
    })
    void shouldBelieveCloudOnlyWhenBothCollectionsAnswer(String pages, String blogPosts, Verdict expected) {
        // given
        confluence.answers("/blogposts?id=77&", blogPosts);

        // when / then
        assertThat(cloud(pages, "404")).isEqualTo(expected);
    }

    /** P11: what the scope promises may be refused all the same, in every cycle (API facts 2.3, 8). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "403            | {'results':[]} | {'results':[]} | INDEX_ONLY | index",
        "401            | {'results':[]} | {'results':[]} | INDEX_ONLY | index",
        "403            | {'results':[]} | 500            | NO_ANSWER  | index",
        "{'results':[]} | 403            | {'results':[]} | INDEX_ONLY | index",
        "503            | {'results':[]} | {'results':[]} | NO_ANSWER  | direct",
    })
    void shouldAskTheIndexWhereCloudRefusesPagesInSpiteOfTheScope(String pages, String blogPosts, String index, Verdict expected,
                                                                  String method) {
        // given
        confluence.answers("/pages?id=77&", pages).answers("/blogposts?id=77&", blogPosts).answers("cql=id%20in%20(77)", index);
        PageCheck check = new CloudPageCheck(CLOUD_API, QUESTION);

        // when / then
        assertThat(verdict(check, "77")).isEqualTo(expected);
        assertThat(check.method()).isEqualTo(method);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``                | ``           | `` | INDEX_ONLY",
        "{'name':'kb'}     | ``           | `` | VETOED",
        "``                | {'id':'900'} | `` | VETOED",
        "``                | {'id':'901'} | `` | VETOED",
        "``                | {'id':'902'} | `` | INDEX_ONLY",
        "{'name':'kb'}     | ``           | ,'space':{'id':9,'key':'~ann','type':'personal'} | INDEX_ONLY",
        "``                | {'id':'900'} | ,'space':{'id':9,'key':'~ann','type':'personal'} | INDEX_ONLY",
    })
    void shouldNeverSayMoreThanIndexOnlyByTheIndex(String labels, String ancestors, String more, Verdict expected) {
        // given
        confluence.answers("cql=id%20in%20(901)", results("{'id':'901'}")).answers("cql=id%20in%20(902)", results());

        // when / then
        assertThat(index(results(content("77", labels == null ? "" : labels, ancestors == null ? "" : ancestors,
                more == null ? "" : more)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'results':[]} | INDEX_ONLY", "500 | NO_ANSWER", "{} | NO_ANSWER",
        "{'results':[{'id':'77'}]} | NO_ANSWER"})
    void shouldTakeSilenceOfTheIndexForADoubt(String answer, Verdict expected) {
        // when / then
        assertThat(index(answer)).isEqualTo(expected);
    }

    @Test
    void shouldKeepPageWhoseAncestorsTheIndexDidNotTell() {
        // given
        confluence.answers("cql=id%20in%20(902)", "500");

        // when / then
        assertThat(index(results(content("77", "", "{'id':'902'}", "")))).isEqualTo(Verdict.NO_ANSWER);
    }

    @Test
    void shouldSayHowPagesAreConfirmed() {
        // when / then (P11: the log says which kind was done)
        assertThat(DATA_CENTER.method()).isEqualTo("direct");
        assertThat(new CloudPageCheck(CLOUD_API, QUESTION).method()).isEqualTo("direct");
        assertThat(new IndexPageCheck(CLOUD_API, QUESTION).method()).isEqualTo("index");
    }
}
