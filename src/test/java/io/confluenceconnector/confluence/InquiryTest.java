package io.confluenceconnector.confluence;

import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.Refusals;
import io.confluenceconnector.gateway.TransientException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A question gets exactly one reply; only a 404 says that something is absent (P11, B42). */
class InquiryTest {
    private final Inquiry inquiry = new Inquiry();
    private final List<Reply> replies = new ArrayList<>();

    private static ConfluenceRequest request(String path) {
        return new ConfluenceRequest(path, URI.create("https://w" + path));
    }

    private static Listing listing() {
        return new CursorListing(request("/list"), link -> URI.create("https://w" + link));
    }

    @Test
    void shouldAskInOrderAndTakeQuestionsThatAnswersRaise() {
        // given
        List<String> asked = new ArrayList<>();
        inquiry.ask(request("/1"), reply -> inquiry.ask(request("/3"), replies::add));
        inquiry.ask(request("/2"), replies::add);

        // when
        while (inquiry.hasNext()) {
            asked.add(inquiry.next().endpoint());
            inquiry.answered(Json.of("{}"));
        }

        // then
        assertThat(asked).containsExactly("/1", "/2", "/3");
        assertThat(replies).hasSize(2);
    }

    @Test
    void shouldTakeNotFoundForAbsent() {
        // given
        inquiry.ask(request("/1"), replies::add);

        // when
        inquiry.failed(new PermanentException("gone", new OptionalStatus(404)));

        // then
        assertThat(replies).containsExactly(new Reply.Absent());
    }

    @Test
    @DisplayName("P11, P12 b: a proxy, or a server that is starting, cannot say that something is absent, and is an outage")
    void shouldNotBelieveRefusalOfAnother() {
        // given
        Inquiry lenient = Inquiry.takingForbiddenForAbsent();
        List.of(inquiry, lenient).forEach(each -> IntStream.range(0, 100).forEach(i -> each.ask(request("/" + i), replies::add)));
        int asked = 0;

        // when
        for (; inquiry.hasNext() && lenient.hasNext(); asked++) {
            inquiry.failed(Refusals.ofAnother(404));
            lenient.failed(Refusals.ofAnother(403));
        }

        // then
        assertThat(replies).hasSize(200).hasOnlyElementsOfType(Reply.NoAnswer.class);
        assertThat(asked).isEqualTo(Inquiry.MOST_UNANSWERED);
    }

    /** P12 b: who has other safeguards against lost access may take a 403 for an absence, and nothing else. */
    @ParameterizedTest
    @CsvSource({"403, true", "404, true", "401, false", "410, false"})
    void shouldTakeForbiddenForAbsentWhereAskedTo(int status, boolean absent) {
        // given
        Inquiry lenient = Inquiry.takingForbiddenForAbsent();
        lenient.ask(request("/1"), replies::add);

        // when
        lenient.failed(new PermanentException("refused", new OptionalStatus(status)));

        // then
        assertThat(replies.get(0) instanceof Reply.Absent).isEqualTo(absent);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 410, 414})
    void shouldTakeEveryOtherRefusalForNoAnswer(int status) {
        // given
        inquiry.ask(request("/1"), replies::add);

        // when
        inquiry.failed(new PermanentException("refused", new OptionalStatus(status)));

        // then
        assertThat(replies).containsExactly(new Reply.NoAnswer("refused", new OptionalStatus(status)));
    }

    @Test
    void shouldTakeTransientFailureForNoAnswer() {
        // given
        inquiry.ask(request("/1"), replies::add);

        // when
        inquiry.failed(new TransientException("timed out"));

        // then
        assertThat(replies).containsExactly(new Reply.NoAnswer("timed out", OptionalStatus.NONE));
    }

    @Test
    @DisplayName("P10, P11: during an outage the rest is not asked, and confirms nothing")
    void shouldAskNoFurtherDuringOutage() {
        // given
        IntStream.range(0, 100).forEach(i -> inquiry.ask(request("/" + i), replies::add));
        int asked = 0;

        // when
        while (inquiry.hasNext()) {
            asked++;
            inquiry.failed(new TransientException("503"));
        }

        // then
        assertThat(asked).isEqualTo(Inquiry.MOST_UNANSWERED);
        assertThat(replies).hasSize(100).containsOnly(new Reply.NoAnswer("503", OptionalStatus.NONE));
    }

    @Test
    @DisplayName("P11: answers in between, and what is said of single pages, show that there is no outage")
    void shouldGoOnAskingWhereAnswersCome() {
        // given
        IntStream.range(0, 100).forEach(i -> inquiry.ask(request("/" + i), replies::add));
        int asked = 0;

        // when
        while (inquiry.hasNext()) {
            switch (asked++ % 3) {
                case 0 -> inquiry.answered(Json.of("{}"));
                case 1 -> inquiry.failed(new PermanentException("hidden", new OptionalStatus(403)));
                default -> inquiry.failed(new TransientException("503"));
            }
        }

        // then
        assertThat(asked).isEqualTo(100);
    }

    @Test
    void shouldTellOfListingOnceItIsComplete() {
        // given
        List<String> records = new ArrayList<>();
        inquiry.askAll(listing(), record -> records.add(record.path("id").asText()), replies::add);

        // when
        inquiry.answered(Json.of("{'results':[{'id':'1'}],'_links':{'next':'/list?cursor=2'}}"));
        List<Reply> before = List.copyOf(replies);
        inquiry.answered(Json.of("{'results':[{'id':'2'}]}"));

        // then
        assertThat(before).isEmpty();
        assertThat(records).containsExactly("1", "2");
        assertThat(replies).hasOnlyElementsOfType(Reply.Found.class).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'results':[],'_links':{'next':'/list?cursor=2'}}"})
    void shouldTakeListingThatCannotBeCompletedForNoAnswer(String secondAnswer) {
        // given
        inquiry.askAll(listing(), record -> { }, replies::add);
        inquiry.answered(Json.of("{'results':[{'id':'1'}],'_links':{'next':'/list?cursor=2'}}"));

        // when
        inquiry.answered(Json.of(secondAnswer));

        // then
        assertThat(replies).hasOnlyElementsOfType(Reply.NoAnswer.class).hasSize(1);
        assertThat(inquiry.hasNext()).isFalse();
    }

    @Test
    void shouldTellThatListingFailedHalfWay() {
        // given (B103)
        inquiry.askAll(listing(), record -> { }, replies::add);
        inquiry.answered(Json.of("{'results':[{'id':'1'}],'_links':{'next':'/list?cursor=2'}}"));

        // when
        inquiry.failed(new TransientException("500"));

        // then
        assertThat(replies).containsExactly(new Reply.NoAnswer("500", OptionalStatus.NONE));
    }

    @Test
    void shouldKeepContentOutOfItsTextForm() {
        // when / then (S12)
        assertThat(new Reply.Found(Json.of("{'title':'Secret plan'}"))).hasToString("found");
    }
}
