package io.confluenceconnector.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.gateway.UnauthorizedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** GraphQL fails with status 200; what the error says in words reaches nobody (S12). */
class PlatformAnswerTest {
    private static final PlatformRequest REQUEST = new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K",
            URI.create("https://c")).me();

    private static Throwable failure(String answer) {
        return catchThrowable(() -> PlatformAnswer.data(REQUEST, Json.of(answer)));
    }

    private static String error(String code) {
        return "{'data':{'me':{}},'errors':[{'message':'Secret title','path':['me'],'extensions':{'code':'" + code + "'}}]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'data':{'me':1}}", "{'data':{'me':1},'errors':[]}", "{'data':{'me':1},'errors':null}"})
    void shouldGiveDataOfAnswerWithoutErrors(String answer) {
        // when
        JsonNode data = PlatformAnswer.data(REQUEST, Json.of(answer));

        // then
        assertThat(data.path("me").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'data':null}", "[]", "null", "'ok'", "{'data':{}}",
        "{'data':{'contentUpsert':null}}", "{'data':{'me':1,'paginatedScope':null}}", "{'data':['me']}",
        "{'data':{'paginatedContent':{'totalCount':3}}}", "{'data':{'paginatedContent':{'nodes':null,'totalCount':3}}}",
        "{'data':{'paginatedScope':{'nodes':[{'id':'s1'}]}}}", "{'data':{'paginatedScope':{'nodes':[],'totalCount':null}}}",
        "{'data':{'deleteFolder':{'successFolders':[]}}}"})
    void shouldTakeMissingDataForFailure(String answer) {
        // when / then
        assertThat(failure(answer)).isExactlyInstanceOf(TransientException.class).hasMessageContaining("without data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "FORBIDDEN",
        "NOT_FOUND", "bad_request"})
    void shouldGiveUpAtCodesThatNoTryCanMend(String code) {
        // when / then
        assertThat(failure(error(code))).isExactlyInstanceOf(PermanentException.class)
                .hasMessageContaining(code.toUpperCase(java.util.Locale.ROOT)).hasMessageContaining("graphql:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_SERVER_ERROR", "TOO_MANY_REQUESTS", "SOMETHING_NEW"})
    void shouldTryAgainAtEveryOtherCode(String code) {
        // when / then
        assertThat(failure(error(code))).isExactlyInstanceOf(TransientException.class).hasMessageContaining(code);
    }

    @Test
    void shouldAskForFreshTokenWhenTheErrorsSaySo() {
        // when / then
        assertThat(failure(error("UNAUTHENTICATED"))).isExactlyInstanceOf(UnauthorizedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Secret title", "", "x y", "a-b", "drop\\ntable"})
    void shouldNeverTellErrorTextNorCodeThatIsNone(String code) {
        // when / then (S12)
        assertThat(failure(error(code))).hasMessageContaining("an error without a code")
                .hasMessageNotContaining("Secret").hasMessageNotContaining("drop");
    }

    @Test
    void shouldSurviveErrorsOfAnyShape() {
        // when / then
        assertThat(failure("{'errors':['Secret',{'extensions':null},7]}")).isExactlyInstanceOf(TransientException.class)
                .hasMessageNotContaining("Secret");
    }

    @Test
    void shouldReadFileDiff() {
        // when
        FileDiff diff = PlatformAnswer.fileDiff(Json.of("{'newFiles':['1'],'updatedFiles':['2','2'],'movedFiles':[],"
                + "'deletedFiles':['3','3::att4'],'more':1}"));

        // then
        assertThat(diff.newFiles()).containsExactly("1");
        assertThat(diff.updatedFiles()).containsExactly("2");
        assertThat(diff.deletedFiles()).containsExactlyInAnyOrder("3", "3::att4");
        assertThat(diff).hasToString("1 new, 1 updated, 0 moved, 2 deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{'newFiles':[],'updatedFiles':[],'movedFiles':[]}",
        "{'newFiles':[],'updatedFiles':[],'movedFiles':null,'deletedFiles':[]}"})
    void shouldNotBelieveFileDiffWithoutAllFourLists(String answer) {
        // when / then (an absent list is no empty list)
        assertThatThrownBy(() -> PlatformAnswer.fileDiff(Json.of(answer))).isInstanceOf(TransientException.class);
    }

    @Test
    void shouldReadScopesWithAndWithoutMark() {
        // when
        var scopes = PlatformAnswer.foundScopes(Json.of("{'paginatedScope':{'nodes':["
                + "{'id':'s1','name':'HR','parentId':'root','externalId':null},"
                + "{'id':'s2','name':'IT','parentId':null,'externalId':'confc:acme:1:IT'}]}}"));

        // then
        assertThat(scopes).containsExactly(
                new Scope("s1", "HR", Optional.of("root"), Optional.empty()),
                new Scope("s2", "IT", Optional.empty(), Optional.of("confc:acme:1:IT")));
        assertThat(scopes).asString().doesNotContain("HR", "s1");
    }

    @Test
    void shouldReadStoredContents() {
        // when
        var contents = PlatformAnswer.storedContents(Json.of("{'paginatedContent':{'nodes':["
                + "{'id':'c1','key':'acme/1_HR/77','metadata':{'a':1},'ingestionState':'FINISHED'},"
                + "{'id':'c2','key':'acme/1_HR/78','metadata':null,'ingestionState':null}]}}"));

        // then
        assertThat(contents).extracting(StoredContent::key).containsExactly("acme/1_HR/77", "acme/1_HR/78");
        assertThat(contents.get(0).metadata().path("a").asInt()).isEqualTo(1);
    }
}
