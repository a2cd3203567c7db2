package io.confluenceconnector.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.platform.PlatformApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Nothing is written before the root scope is known to be ours (P2, P3). */
class OwnershipCheckTest {
    private static final String MARK = "confc:data-center:3f0e7d4c";

    private final OwnershipCheck check = new OwnershipCheck(new PlatformApi(URI.create("https://i"), URI.create("https://s"),
            "K", URI.create("https://c")), "root", "confc:acme:", "");

    private static JsonNode json(String singleQuoted) throws IOException {
        return new ObjectMapper().readTree(singleQuoted.replace('\'', '"'));
    }

    private static JsonNode scopes(String... nodes) throws IOException {
        return json("{'paginatedScope':{'nodes':[" + String.join(",", nodes) + "]}}");
    }

    private static JsonNode pageOf(int total, String... nodes) throws IOException {
        JsonNode page = scopes(nodes);
        ((ObjectNode) page.get("paginatedScope")).put("totalCount", total);
        return page;
    }

    private static String scope(String id, String parentId, String mark) {
        return "{'id':'" + id + "','name':'N-" + id + "','parentId':" + quoted(parentId) + ",'externalId':" + quoted(mark) + "}";
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "null" : "'" + value + "'";
    }

    @BeforeEach
    void identify() throws IOException {
        check.fingerprint(json("{'id':'3f0e7d4c','name':'Wiki'}"));
        check.identified(json("{'me':{'user':{'id':'u1'}}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'id':''}", "{'id':null}"})
    void shouldRefuseManifestWithoutId(String manifest) {
        // when / then
        assertThatThrownBy(() -> check.fingerprint(json(manifest))).isInstanceOf(OwnershipException.class);
    }

    @Test
    void shouldRefusePlatformThatDoesNotKnowUs() {
        // when / then
        assertThatThrownBy(() -> check.identified(json("{'me':{'user':null}}"))).isInstanceOf(OwnershipException.class);
    }

    @Test
    void shouldRefuseMissingRoot() {
        // when / then
        assertThatThrownBy(() -> check.rootRead(scopes())).isInstanceOf(OwnershipException.class)
                .hasMessageContaining("ingestion.scopeId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"confc:data-center:another", "confc:cloud:3f0e7d4c", "something"})
    void shouldRefuseRootOfAnotherInstance(String mark) {
        // when / then
        assertThatThrownBy(() -> check.rootRead(scopes(scope("root", "", mark)))).isInstanceOf(OwnershipException.class)
                .hasMessageContaining("nothing was written");
    }

    @Test
    void shouldAcceptRootWithOurMark() throws IOException {
        // when
        check.rootRead(scopes(scope("root", "", MARK)));

        // then
        assertThat(check.isUnclaimed()).isFalse();
        assertThat(check.result()).isEqualTo(new RootScope("root", "/N-root", "u1"));
    }

    @Test
    void shouldWalkUpToTheFullPath() throws IOException {
        // given
        check.rootRead(scopes(scope("root", "mid", MARK)));

        // when
        check.parentRead(scopes(scope("mid", "top", "")));
        check.parentRead(scopes(scope("top", "", "")));

        // then
        assertThat(check.hasParent()).isFalse();
        assertThat(check.result().path()).isEqualTo("/N-top/N-mid/N-root");
    }

    @Test
    void shouldNotWalkInCircles() throws IOException {
        // given
        check.rootRead(scopes(scope("root", "mid", MARK)));

        // when / then
        assertThatThrownBy(() -> check.parentRead(scopes(scope("mid", "root", ""))))
                .isInstanceOf(OwnershipException.class).hasMessageContaining("circles");
    }

    @Test
    void shouldFailWhenParentMayNotBeRead() throws IOException {
        // given
        check.rootRead(scopes(scope("root", "mid", MARK)));

        // when / then
        assertThatThrownBy(() -> check.parentRead(scopes())).isInstanceOf(OwnershipException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'updateScope':{'externalId':null}}", "{'updateScope':{'externalId':'confc:cloud:x'}}"})
    void shouldNotBelieveClaimWithoutOurMark(String answer) {
        // when / then
        assertThatThrownBy(() -> check.claimed(json(answer))).isInstanceOf(OwnershipException.class);
    }

    @Test
    void shouldFindTheRootOfBeforeButNotItself() throws IOException {
        // given (P3)
        check.rootRead(scopes(scope("root", "", "")));

        // when
        check.markFound(scopes(scope("root", "", MARK)));
        boolean itself = check.hasFormerRoot();
        check.markFound(scopes(scope("old", "", MARK)));

        // then
        assertThat(check.isUnclaimed()).isTrue();
        assertThat(itself).isFalse();
        assertThat(check.hasFormerRoot()).isTrue();
        assertThat(check.deleteFormerRoot().payload().get("variables"))
                .isEqualTo(java.util.Map.of("scopeId", "old", "recursive", false));
    }

    @Test
    @DisplayName("P3: all that lies below the former root is looked at before any of it moves, marked by us or by nobody")
    void shouldLookAtAllPagesOfTheFormerRootsChildren() throws IOException {
        // given
        check.markFound(scopes(scope("old", "", MARK)));

        // when
        check.formerChildrenChecked(pageOf(3, scope("a", "old", "confc:acme:1:DOC"), scope("b", "old", "")));
        String rest = check.formerChildrenToCheck().payload().toString();
        boolean more = check.hasFormerChildrenToCheck();
        check.formerChildrenChecked(pageOf(3, scope("c", "old", "confc:acme:2:OPS")));

        // then
        assertThat(rest).contains("skip=2");
        assertThat(more).isTrue();
        assertThat(check.hasFormerChildrenToCheck()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("P3: nor is a count waited for that the platform does not fulfil, or a root without anything below it")
    @ValueSource(ints = {0, 5})
    void shouldHaveLookedAtAllWhenAPageIsEmpty(int total) throws IOException {
        // given
        check.markFound(scopes(scope("old", "", MARK)));

        // when
        check.formerChildrenChecked(pageOf(total));

        // then
        assertThat(check.hasFormerChildrenToCheck()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("P3, S15: a scope with our mark may be the root of another tenant for the same Confluence, which does not run now")
    @ValueSource(strings = {"confc:beta:1:DOC", "confc:acme2:1:DOC", "confc:cloud:another", "by hand"})
    void shouldLeaveTheRootOfAnotherTenantAlone(String mark) throws IOException {
        // given
        check.markFound(scopes(scope("old", "", MARK)));
        JsonNode children = pageOf(2, scope("a", "old", ""), scope("b", "old", mark));

        // when / then
        assertThatThrownBy(() -> check.formerChildrenChecked(children)).isInstanceOf(OwnershipException.class)
                .hasMessageContaining("ingestion.scopeId").hasMessageContaining("status deleted");
        assertThatThrownBy(() -> check.formerChildrenRead(children)).isInstanceOf(OwnershipException.class);
    }

    @ParameterizedTest
    @DisplayName("P3: the new root must not lie below the former one, at any depth: a plan knows only the scope right above")
    @ValueSource(strings = {"mid", "top"})
    void shouldRefuseRootBelowTheFormerOne(String former) throws IOException {
        // given
        check.rootRead(scopes(scope("root", "mid", "")));
        if (former.equals("top")) {
            check.parentRead(scopes(scope("mid", "top", "")));
        }

        // when / then
        assertThatThrownBy(() -> check.markFound(scopes(scope(former, "", MARK)))).isInstanceOf(OwnershipException.class)
                .hasMessageContaining("lies below the former one");
    }

    @Test
    void shouldFailBeforeClaimingWhenTheFormerRootStays() {
        // when / then (P3)
        assertThatThrownBy(() -> check.formerRootDeleted(json("{'deleteFolder':{'failedFolders':[{'id':'old'}]}}")))
                .isInstanceOf(OwnershipException.class);
    }

    @Test
    void shouldAskForEachMoveOnceWhileThePlatformMoves() throws IOException {
        // given (P3)
        check.markFound(scopes(scope("old", "", MARK)));
        check.formerChildrenRead(scopes(scope("a", "old", ""), scope("b", "old", "")));

        // when
        String first = check.moveChildren().payload().toString();
        check.formerChildrenRead(scopes(scope("b", "old", "")));
        boolean nothingToAsk = !check.hasChildrenToMove();
        check.formerChildrenRead(scopes(scope("c", "old", "")));
        String second = check.moveChildren().payload().toString();

        // then
        assertThat(first).contains("scopeIds=[a, b]");
        assertThat(nothingToAsk).isTrue();
        assertThat(second).contains("scopeIds=[c]");
    }

    @Test
    void shouldGiveUpOnAPlatformThatDoesNotMove() throws IOException {
        // given (P3)
        check.markFound(scopes(scope("old", "", MARK)));
        JsonNode unmoved = scopes(scope("a", "old", ""));

        // when / then
        assertThatThrownBy(() -> {
            for (int look = 0; look < 1_000; look++) {
                check.formerChildrenRead(unmoved);
            }
        }).isInstanceOf(OwnershipException.class).hasMessageContaining("next cycle");
    }

    @ParameterizedTest
    @DisplayName("S3: from 10.1 on Data Center has service accounts, so that a password is advised against in every cycle")
    @CsvSource({"7.19.21, false", "9.2.4, false", "10.0, false", "10.0.9, false", "10.1, true", "10.1.0-m1, true",
        "10.10.2, true", "11.0.0, true", "'', false", "unknown, false"})
    void shouldKnowWhichVersionsHaveServiceAccounts(String version, boolean expected) {
        // when / then (S3)
        assertThat(Ownership.hasServiceAccounts(version)).isEqualTo(expected);
    }
}
