package io.confluenceconnector.storageformat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Macros of one name go, and nothing else. */
class MacroRemovalTest {

    private static String macro(String name, String content) {
        return "<ac:structured-macro ac:name=\"" + name + "\">" + content + "</ac:structured-macro>";
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments(macro("toc", ""), ""),
                arguments("<p>a" + macro("toc", "<ac:parameter ac:name=\"x\">1</ac:parameter>") + "b</p>", "<p>ab</p>"),
                arguments("<ac:structured-macro ac:name=\"toc\"/>x<ac:macro ac:name='toc' />y", "xy"),
                arguments(macro("info", "a" + macro("toc", "") + "b"), macro("info", "ab")),
                arguments(macro("toc", "a" + macro("info", "b") + macro("toc", "c")) + "d", "d"),
                arguments(macro("t&#111;c", "") + "é 🎉 \u001c & &bogus; <p>open" + macro("toc", "<b>"), "é 🎉 \u001c & &bogus; <p>open"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldTakeOutMacrosOfTheNameOnly(String body, String expected) {
        // then
        assertThat(MacroRemoval.without(body, "toc")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "<ac:structured-macro ac:name=\"toc\"><p>never closed</p>", "</ac:structured-macro></ac:macro>",
        "<![CDATA[<ac:structured-macro ac:name=\"toc\"/>]]>", "<!-- <ac:macro ac:name=\"toc\"/> -->", "<ac:structured-macro ac:name=\"tocs\"/>",
        "<ac:structured-macro ac:name=\"info\">toc</ac:structured-macro>", "<ac:parameter ac:name=\"toc\"/>"})
    void shouldLeaveEverythingElseAlone(String body) {
        // then
        assertThat(MacroRemoval.without(body, "toc")).isEqualTo(body);
    }

    @Test
    void shouldTakeOutDeeplyNestedMacros() {
        // given
        String body = "a" + "<ac:structured-macro ac:name=\"toc\">".repeat(50_000) + "</ac:structured-macro>".repeat(50_000) + "b";

        // then
        assertThat(MacroRemoval.without(body, "toc")).isEqualTo("ab");
    }
}
