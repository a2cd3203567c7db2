package io.confluenceconnector.simulator.confluence.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import java.time.Instant;
import java.util.Set;

/** What holds for the CQL of the simulator whatever text it gets. */
class CqlQueryProperties {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private static IndexedContent titled(String title, Set<String> labels) {
        return new IndexedContent("30", "page", title, "", labels, "HR", "global", Set.of(), "", "", NOW, NOW);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static boolean matches(String cql, IndexedContent content) {
        return CqlQuery.parse(cql, CqlDialect.CLOUD, NOW).matches(content);
    }

    @Property
    void shouldFindTitleThatIsQuotedAndEscaped(@ForAll String title) {
        // when
        boolean found = matches("title = " + quoted(title) + " AND space = \"HR\"", titled(title, Set.of()));

        // then
        assertThat(found).isTrue();
    }

    @Property
    void shouldObeyDeMorgan(@ForAll boolean a, @ForAll boolean b) {
        // given
        IndexedContent content = titled("t", Set.of(a ? "a" : "x", b ? "b" : "y"));

        // when
        boolean negatedBoth = matches("NOT (label = \"a\" AND label = \"b\")", content);
        boolean eitherNegated = matches("label != \"a\" OR label NOT IN (\"b\")", content);

        // then
        assertThat(negatedBoth).isEqualTo(eitherNegated).isEqualTo(!(a && b));
    }

    @Property
    void shouldAnswerAnyTextWithResultsOrRefusal(
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') @Chars({'é', '\n'}) String noise) {
        // when
        Throwable refusal = catchThrowable(() -> matches("label = \"a\" " + noise, titled("t", Set.of())));

        // then
        assertThat(refusal).satisfiesAnyOf(
                thrown -> assertThat(thrown).isNull(),
                thrown -> assertThat(thrown).isInstanceOf(CqlException.class));
    }
}
