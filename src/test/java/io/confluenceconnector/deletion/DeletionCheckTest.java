package io.confluenceconnector.deletion;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.SpaceDiff;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.AttachmentSelection;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.ProtectedItems;
import io.confluenceconnector.discovery.SelectionRules;
import io.confluenceconnector.discovery.Vetoes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import static io.confluenceconnector.deletion.CannedConfluence.content;
import static io.confluenceconnector.deletion.CannedConfluence.results;
import static org.assertj.core.api.Assertions.assertThat;

/** Attachments are judged by their page when it goes, else by that page's own list (P11). */
class DeletionCheckTest {
    private static final Space SPACE = new Space("1", "HR", "People");
    private static final DataCenterApi API = new DataCenterApi(URI.create("https://wiki.example.org"));
    private static final Page SELECTED = new Page("10", PageKind.PAGE, SPACE, "2026-03-01T00:00:00Z", "u", List.of());

    private static final Page MOVED =
            new Page("30", PageKind.PAGE, new Space("2", "IT", ""), "2026-03-01T00:00:00Z", "u", List.of());

    /** An image that becomes part of page 10, and is stored as a file since it did not before. */
    private static final Attachment INLINED = new Attachment("10", "img", SPACE, "a.png", "image/png", false, OptionalLong.of(1),
            "2026-03-01T00:00:00Z", "u", "");

    private final CannedConfluence confluence = new CannedConfluence();
    private final SyncCycle cycle =
            new SyncCycle("c", Instant.parse("2026-03-10T12:00:00Z"), CycleListener.NONE, Clock.systemUTC());
    private Vetoes vetoes = Vetoes.NONE;
    private boolean attachmentsEnabled = true;

    private Map<String, Verdict> verdicts(String... deleted) {
        Discovery discovery = new Discovery(Map.of("10", SELECTED, "30", MOVED), Map.of(), Map.of("10", List.of(INLINED)), Set.of(),
                new ProtectedItems(Set.of(), Set.of(), Set.of()), vetoes, Map.of(), true);
        SyncPlan plan = new SyncPlan();
        plan.ingestAgain(SPACE, List.of());
        plan.ingestAgain(MOVED.space(), List.of());
        SelectionQuestion question = new SelectionQuestion(new SelectionRules("kb", "kb-all", Set.of("global"),
                OptionalInt.empty(), new AttachmentSelection(attachmentsEnabled, Set.of("application/pdf"), 9)), discovery, plan, cycle);
        DeletionCheck check = new DeletionCheck(API, question, new DataCenterPageCheck(API, question),
                List.of(new SpaceDiff(SPACE, List.of(), List.of(), List.of(), Set.of(deleted), 100)));
        confluence.answer(check.inquiry());
        return check.verdicts().values().iterator().next();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'results':[]}                                                                        | CONFIRMED",
        "{'results':[{'id':'b','title':'b.pdf','mediaType':'application/pdf','fileSize':1}]}   | CONFIRMED",
        "{'results':[{'id':'a','title':'a.pdf','mediaType':'application/pdf','fileSize':1}]}   | VETOED",
        "{'results':[{'id':'a','title':'a.pdf','mediaType':'application/pdf','fileSize':10}]}  | CONFIRMED",
        "{'results':[{'id':'a','title':'a.mp4','mediaType':'video/mp4','fileSize':1}]}         | CONFIRMED",
        "{'results':[{'id':'a','title':'a.pdf','mediaType':'application/pdf','status':'trashed'}]} | CONFIRMED",
        "{'results':[{'id':'a'}]}                                                              | VETOED",
        "{'results':[{'title':'a.pdf'}]}                                                       | NO_ANSWER",
        "{}                                                                                    | NO_ANSWER",
        "404                                                                                   | NO_ANSWER",
        "500                                                                                   | NO_ANSWER",
    })
    void shouldAskThePageThatStaysForItsAttachments(String list, Verdict expected) {
        // given
        confluence.answers("/content/10/child/attachment", list);

        // when / then
        assertThat(verdicts("10::a")).isEqualTo(Map.of("10::a", expected));
    }

    /** P11: the mode alone decides; a listing that is refused would keep them for ever. */
    @Test
    void shouldAskNobodyForAttachmentsThatAreSwitchedOff() {
        // given
        attachmentsEnabled = false;
        confluence.answers("/content/10/child/attachment", "403");

        // when / then
        assertThat(verdicts("10::a", "10::b")).isEqualTo(Map.of("10::a", Verdict.CONFIRMED, "10::b", Verdict.CONFIRMED));
    }

    /** P11, P15: the page must have taken it in before its file goes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | '' | CONFIRMED", "10 | '' | VETOED", "10::img | '' | VETOED", "'' | 10 | VETOED", "30 | 30 | CONFIRMED"})
    void shouldKeepImageThatItsPageHasNotTakenIn(String failed, String leftAlone, Verdict expected) {
        // given
        vetoes = new Vetoes(Set.of(leftAlone), Set.of());
        cycle.failedItem(failed);
        confluence.answers("/content/10/child/attachment", results());

        // when / then
        assertThat(verdicts("10::img", "10::gone")).isEqualTo(Map.of("10::img", expected, "10::gone", Verdict.CONFIRMED));
    }

    @Test
    void shouldJudgeAttachmentsWithTheirPageByOneQuestion() {
        // when (nothing is known of page 20: it is gone)
        Map<String, Verdict> verdicts = verdicts("20", "20::a", "20::b");

        // then
        assertThat(verdicts).isEqualTo(Map.of("20", Verdict.CONFIRMED, "20::a", Verdict.CONFIRMED,
                "20::b", Verdict.CONFIRMED));
    }

    @Test
    void shouldKeepAttachmentsOfPageThatIsStillSelected() {
        // given
        confluence.answers("/content/20?", content("20", "{'name':'kb'}", "", ""));

        // when / then
        assertThat(verdicts("20", "20::a")).isEqualTo(Map.of("20", Verdict.VETOED, "20::a", Verdict.VETOED));
    }

    /** What an extension leaves alone is not stored in the space it moved to: its old copy is the only one (P11). */
    @ParameterizedTest
    @CsvSource({"30, VETOED", "31, CONFIRMED"})
    void shouldKeepPageThatMovedAndIsLeftAlone(String leftAlone, Verdict expected) {
        // given
        vetoes = new Vetoes(Set.of(leftAlone), Set.of());
        confluence.answers("/content/30?", content("30", "{'name':'kb'}", "", ",'space':{'id':2,'key':'IT'}"));

        // when / then
        assertThat(verdicts("30", "30::a")).containsEntry("30", expected);
    }

    @Test
    void shouldAskConfluenceForPageThatIsSubmittedAndDeletedAtOnce() {
        // given
        confluence.answers("/content/10?", content("10", "{'name':'kb'}", "", "")).answers("/child/", results());

        // when / then
        assertThat(verdicts("10", "10::a")).isEqualTo(Map.of("10", Verdict.VETOED, "10::a", Verdict.VETOED));
    }
}
