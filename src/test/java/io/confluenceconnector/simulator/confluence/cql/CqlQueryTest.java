package io.confluenceconnector.simulator.confluence.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The CQL of the simulator against section 10 of the Confluence API facts. */
class CqlQueryTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final IndexedContent POLICY = new IndexedContent("30", "page", "Travel \"policy\" 2026",
            "<p>Book early.</p>", Set.of("kb-sync", "travel"), "HR", "global", Set.of("10", "20"), "20", "",
            Instant.parse("2026-01-05T08:00:00Z"), Instant.parse("2026-03-10T11:30:40Z"));
    private static final IndexedContent ATTACHMENT = new IndexedContent("31", "attachment", "rates.pdf", "",
            Set.of("kb-sync"), "~first.last", "personal", Set.of("30"), "", "30", NOW, NOW);

    private static CqlQuery cloud(String cql) {
        return CqlQuery.parse(cql, CqlDialect.CLOUD, NOW);
    }

    private static CqlException refusal(String cql, CqlDialect dialect) {
        return catchThrowableOfType(CqlException.class, () -> CqlQuery.parse(cql, dialect, NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            label = "kb-sync"                                    | true
            label = 'kb-sync'                                    | true
            label = "other"                                      | false
            label != "other"                                     | true
            label in ("other", "travel")                         | true
            label not in ("other", "travel")                     | false
            LABEL = travel                                       | true
            label = "KB-Sync"                                    | false
            space = HR                                           | true
            space.key = "HR"                                     | true
            space in ("~first.last")                             | false
            space.type IN (global, collaboration)                | true
            space.type = personal                                | false
            type = page                                          | true
            type IN (blogpost, smartlink)                        | false
            type != attachment                                   | true
            ancestor = 10                                        | true
            ancestor IN (11, "20")                               | true
            ancestor = 30                                        | false
            parent = 20                                          | true
            parent = 10                                          | false
            id = 30                                              | true
            content IN (29, 31)                                  | false
            container = 30                                       | false
            title = "Travel \\"policy\\" 2026"                   | true
            title = "travel"                                     | false
            title ~ "policy travel"                              | true
            title ~ "trav*"                                      | true
            title !~ "policy"                                    | false
            text ~ "early"                                       | true
            text ~ "late"                                        | false
            created < "2026-01-06"                               | true
            created >= "2026/01/05 08:00"                        | true
            created > "2026-01-05 08:00"                         | false
            lastmodified = "2026-03-10 11:30"                    | true
            lastmodified > now("-31m")                           | true
            lastmodified > now("-20m")                           | false
            lastmodified > startOfDay()                          | true
            lastmodified > startOfDay("+1d")                     | false
            """)
    void shouldEvaluateClause(String cql, boolean expected) {
        // when
        boolean matches = cloud(cql).matches(POLICY);

        // then
        assertThat(matches).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type = comment AND type = page OR label = travel     | true
            type = comment AND (type = page OR label = travel)   | false
            label = travel OR type = comment AND type = page     | true
            NOT type = page OR label = travel                    | true
            NOT (type = page OR label = travel)                  | false
            NOT NOT type = page                                  | true
            not type = page and not label = x                    | false
            """)
    void shouldBindAndTighterThanOrAndNotTightest(String cql, boolean expected) {
        // when
        boolean matches = cloud(cql).matches(POLICY);

        // then
        assertThat(matches).isEqualTo(expected);
    }

    @Test
    @DisplayName("A label query finds labelled attachments too, unless they are left out (API facts 10)")
    void shouldFindLabelledAttachments() {
        // when
        boolean byLabel = cloud("label = \"kb-sync\"").matches(ATTACHMENT);
        boolean byAncestor = cloud("ancestor = 30").matches(ATTACHMENT);
        boolean byContainer = cloud("container = 30 AND space = \"~first.last\"").matches(ATTACHMENT);
        boolean leftOut = cloud("label = \"kb-sync\" AND type != attachment").matches(ATTACHMENT);

        // then
        assertThat(List.of(byLabel, byAncestor, byContainer)).containsOnly(true);
        assertThat(leftOut).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "label", "label =", "label = ,", "label = kb-sync", "space = ~me", "space = AND", "label = \"open",
        "label = \"a\" AND", "(label = \"a\"", "label = \"a\")", "label = \"a\" label = \"b\"", "label IN ()",
        "label IN \"a\"", "label > \"a\"", "label ~ \"a\"", "text = \"a\"", "created IN (\"2026-01-01\")",
        "created > yesterday", "created > \"2026-13-01\"", "created > now(\"soon\")", "created > then()",
        "created > (", "status = current", "nosuch = 1", "space.type = unheard", "type = unheard", "id = att31",
        "ancestor = \"x\"", "label = \"a\" ORDER BY", "label = \"a\" ORDER id", "label = \"a\" ORDER BY label",
        "label = \"a\" ORDER BY id up", "label ! \"a\"", "label NOT \"a\"", "label = \"a\\"
    })
    void shouldRefuseWhatConfluenceDoesNotParse(String cql) {
        // when
        CqlException refusal = refusal(cql, CqlDialect.CLOUD);

        // then
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal).hasMessageStartingWith("Could not parse cql : " + cql);
    }

    @Test
    void shouldKnowFewerTypesOnDataCenter() {
        // when
        CqlException spaceType = refusal("space.type = collaboration", CqlDialect.DATA_CENTER);
        CqlException contentType = refusal("type = folder", CqlDialect.DATA_CENTER);

        // then
        assertThat(spaceType.status()).isEqualTo(400);
        assertThat(contentType.status()).isEqualTo(500);
        assertThat(contentType).hasMessage("No ContentTypeBinding found for type: folder");
    }

    @Test
    @DisplayName("Dates are read in the server's zone (B92)")
    void shouldReadDatesInTheServersZone() {
        // given
        String cql = "lastmodified = \"2026-03-10 12:30\"";

        // when
        boolean dataCenter = CqlQuery.parse(cql, CqlDialect.DATA_CENTER, NOW).matches(POLICY);
        boolean cloud = cloud(cql).matches(POLICY);

        // then
        assertThat(dataCenter).isTrue();
        assertThat(cloud).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id                      | 30,31
            id desc                 | 31,30
            type ASC                | 31,30
            title                   | 30,31
            created DESC            | 31,30
            lastmodified, id        | 30,31
            space DESC              | 31,30
            space.key, id desc      | 30,31
            """)
    void shouldOrder(String order, String expected) {
        // when
        List<String> ids = Stream.of(ATTACHMENT, POLICY)
                .sorted(cloud("type IN (page, attachment) ORDER BY " + order).order()
                        .orElseThrow())
                .map(IndexedContent::id).toList();

        // then
        assertThat(String.join(",", ids)).isEqualTo(expected);
    }

    @Test
    void shouldHaveNoOrderUnlessAskedFor() {
        // when
        CqlQuery query = cloud("type = page");

        // then
        assertThat(query.order()).isEmpty();
    }
}
