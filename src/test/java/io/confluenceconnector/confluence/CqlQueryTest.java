package io.confluenceconnector.confluence;

import io.confluenceconnector.simulator.confluence.cql.CqlDialect;
import io.confluenceconnector.simulator.confluence.cql.IndexedContent;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Every query is well-formed and asks for what it was given, whatever the literal (P4, S20, B87, B94). */
class CqlQueryTest {
    private static final CloudApi CLOUD = new CloudApi(URI.create("https://acme.atlassian.net"),
            URI.create("https://api.atlassian.com/ex/confluence/8f0c1a52-3d64-4f0e-9b77-1f2e3d4c5b6a"));
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static io.confluenceconnector.simulator.confluence.cql.CqlQuery parsed(CqlQuery query) {
        return io.confluenceconnector.simulator.confluence.cql.CqlQuery.parse(query.text(), CqlDialect.CLOUD, NOW);
    }

    private static IndexedContent page(String id, String spaceKey, Set<String> labels, Set<String> ancestors) {
        return new IndexedContent(id, "page", "Travel policy", "", labels, spaceKey, "global", ancestors, "", "", NOW,
                NOW);
    }

    @Test
    void shouldSelectBothLabelsInIngestedSpacesOrderedById() {
        // when
        CqlQuery query = CqlQuery.labelled(List.of("kb-sync", "kb-sync-all"), List.of("global", "collaboration"));

        // then
        assertThat(query.text()).isEqualTo("label in (\"kb-sync\", \"kb-sync-all\") and space.type in (\"global\","
                + " \"collaboration\") and type != attachment order by id asc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "HR           | \"HR\"",
        "~712020abc   | \"~712020abc\"",
        "~first.last  | \"~first.last\"",
        "R&D          | \"R&D\"",
        "AND          | \"AND\"",
        "say \"hi\"   | \"say \\\"hi\\\"\"",
        "back\\slash  | \"back\\\\slash\"",
        "\\\"         | \"\\\\\\\"\"",
        "``           | \"\"",
    })
    void shouldQuoteAndEscapeEveryLiteral(String literal, String expected) {
        // when
        String quoted = CqlQuery.quote(literal);

        // then
        assertThat(quoted).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\tb", "a\u0000b", "a\u007fb", "a\u0085b"})
    void shouldRefuseControlCharacters(String literal) {
        // when / then
        assertThatThrownBy(() -> CqlQuery.labelledInSpace(List.of("kb-sync"), List.of("global"), literal))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("control character");
    }

    @Property
    void shouldGiveSpaceKeyBackThroughTheParser(@ForAll String key) {
        assumeThat(key.chars()).noneMatch(Character::isISOControl);

        // when
        Set<String> spaces = parsed(CqlQuery.labelledInSpace(List.of("kb-sync"), List.of("global"), key)).requiredSpaces();

        // then
        assertThat(spaces).containsExactly(key);
    }

    @Property
    void shouldGiveIdsBackThroughTheParser(
            @ForAll @Size(min = 1, max = 100) Set<@NumericChars @StringLength(min = 1, max = 19) String> ids) {
        // when
        var found = parsed(CqlQuery.withIds(ids)).requiredIds();

        // then
        assertThat(found).contains(ids);
    }

    @Test
    void shouldNeverLetLiteralBecomeSyntax() {
        // given
        CqlQuery query = CqlQuery.labelledInSpace(List.of("x\") or label = (\"y"), List.of("global"), "HR");

        // when
        boolean escaped = parsed(query).matches(page("1", "OTHER", Set.of("y"), Set.of()));

        // then
        assertThat(escaped).isFalse();
    }

    @Test
    void shouldLeaveAttachmentsOutOfDescendants() {
        // given
        var query = parsed(CqlQuery.descendantsOf(List.of("10", "11")));
        IndexedContent attachment = new IndexedContent("12", "attachment", "a.pdf", "", Set.of(), "HR", "global",
                Set.of("10"), "", "", NOW, NOW);

        // when / then
        assertThat(query.matches(page("12", "HR", Set.of(), Set.of("11")))).isTrue();
        assertThat(query.matches(attachment)).isFalse();
        assertThat(query.matches(page("10", "HR", Set.of(), Set.of()))).isFalse();
    }

    @Test
    void shouldAskForLabelOfAnyType() {
        // given
        var query = parsed(CqlQuery.labelledAmong(List.of("20"), "kb-sync-all"));
        IndexedContent folder = new IndexedContent("20", "folder", "Archive", "", Set.of("kb-sync-all"), "HR", "global",
                Set.of(), "", "", NOW, NOW);

        // when / then
        assertThat(query.matches(folder)).isTrue();
        assertThat(query.matches(page("20", "HR", Set.of("kb-sync"), Set.of()))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(CqlDialect.class)
    void shouldBeUnderstoodByTheProductThatIsAsked(CqlDialect dialect) {
        // given (B45: Data Center refuses to hear of collaboration spaces)
        ConfluenceApi api = dialect == CqlDialect.CLOUD ? CLOUD : new DataCenterApi(URI.create("https://wiki.example.org"));
        CqlQuery query = CqlQuery.labelled(List.of("kb-sync"), api.spaceTypes());

        // when
        boolean found = io.confluenceconnector.simulator.confluence.cql.CqlQuery.parse(query.text(), dialect, NOW)
                .matches(page("1", "HR", Set.of("kb-sync"), Set.of()));

        // then
        assertThat(found).isTrue();
    }

    @Property
    void shouldKeepEveryIdOnceAndInOrderWithinBothBounds(
            @ForAll List<@NumericChars @StringLength(min = 1, max = 19) String> ids,
            @ForAll @IntRange(min = 1, max = 12) int maxIds, @ForAll @IntRange(min = 30, max = 200) int maxCharacters) {
        // when
        List<List<String>> batches = CqlQuery.batches(ids, maxIds, maxCharacters);

        // then
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch).isNotEmpty().hasSizeLessThanOrEqualTo(maxIds);
            assertThat(batch.stream().mapToInt(id -> id.length() + "%2C%20".length()).sum())
                    .isLessThanOrEqualTo(maxCharacters);
        });
    }

    @Test
    void shouldKeepEncodedUrlBelowSixThousandCharacters() {
        // given (B94)
        List<String> ids = LongStream.range(0, 500).mapToObj(i -> Long.toString(Long.MAX_VALUE - i)).toList();

        // when
        List<List<String>> batches = ConfluenceApi.batches(ids);

        // then
        assertThat(batches).allSatisfy(batch -> assertThat(
                CLOUD.search(CqlQuery.descendantsOf(batch), true).next().uri().toString()).hasSizeLessThan(6_000));
    }

    @Test
    void shouldTellOnlyLengthOfQuery() {
        // when / then
        assertThat(CqlQuery.withIds(List.of("1540227"))).asString().isEqualTo("CQL of 60 characters");
    }
}
