package io.confluenceconnector.pageimages;

import io.confluenceconnector.confluence.PageKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** P15: image macros are found by position, whatever surrounds them. */
class ImageMacrosTest {

    private static final String MACRO = "<ac:image><ri:attachment ri:filename=\"a.png\"/></ac:image>";

    private static List<ImageMacro> macros(String body) {
        return ImageMacros.find(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The parts of the source that its readable macros take. */
    private static List<String> readable(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ImageMacros.find(bytes).stream().filter(ImageMacro.Readable.class::isInstance)
                .map(ImageMacro.Readable.class::cast)
                .map(macro -> new String(bytes, macro.start(), macro.end() - macro.start(), StandardCharsets.UTF_8)).toList();
    }

    private static ImageMacro.Readable only(String body) {
        assertThat(macros(body)).singleElement().isInstanceOf(ImageMacro.Readable.class);
        return (ImageMacro.Readable) macros(body).get(0);
    }

    private static String caption(String body) {
        ImageMacro.Span caption = only(body).caption().orElseThrow();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, caption.start(), caption.end() - caption.start(), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> surroundings() {
        return Stream.of(
                arguments("nothing", "", ""),
                arguments("B70: entities and prefixes that nobody declared", "<p>Gr&ouml;&szlig;e&nbsp;&mdash; &euro;5 &bogus; & <x:y z=\"1\"/>", "</p>"),
                arguments("B77: unclosed and stray tags", "<p>not closed <strong>bold<br><td>", "</p></td></tr></ac:rich-text-body>"),
                arguments("B81: comment markers that overlap formatting", "<p><ac:inline-comment-marker ac:ref=\"r1\">a <strong>b</ac:inline-comment-marker>", "</strong></p>"),
                arguments("a macro with text around it", "<ac:structured-macro ac:name=\"panel\"><ac:rich-text-body>", "</ac:rich-text-body></ac:structured-macro>"),
                arguments("a link around it", "<ac:link><ri:page ri:content-title=\"R&amp;D\"/><ac:link-body>", "</ac:link-body></ac:link>"),
                arguments("B83: a file in the parameter of another macro", "<ac:structured-macro ac:name=\"view-file\"><ac:parameter ac:name=\"name\"><ri:attachment ri:filename=\"b.docx\"/></ac:parameter></ac:structured-macro>", "<ac:link><ri:attachment ri:filename=\"c.pdf\"/></ac:link>"),
                arguments("an angle bracket in an attribute", "<p title=\"a > b\" data-x='c > \"d\"'>", "</p>"),
                arguments("an attribute that is never closed", "<p title=\"abc>text</p>", "<p>\"</p>"),
                arguments("a lone angle bracket", "a < b <3 </ <> <", "< 5 </"),
                arguments("an apostrophe in an attribute without quotes", "<p class=it's>", "</p>"),
                arguments("a tag broken off by another", "<p class=\"x\" <td ", ""),
                arguments("code samples before and after", "<![CDATA[if (a > b) { x = \"<p>\"; }]]>", "<![CDATA[" + MACRO + "]]>"),
                arguments("a CDATA section in two parts", "<![CDATA[a ]]]]><![CDATA[> b]]>", ""),
                arguments("a comment", "<!-- " + MACRO + " -->", "<!-- <ac:image> -->"),
                arguments("a processing instruction and a declaration", "<?x " + MACRO + "?><!DOCTYPE p>", ""),
                arguments("tags that only look alike", "<ac:images/><ac:imagemap><AC:IMAGE/><image>", "</ac:images>"),
                arguments("characters of every width", "é 日本語 🎉 \u2028 \u001c \u200b", "𝄞"),
                arguments("an image without a macro", "<img src=\"x.png\">", "<img/>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("surroundings")
    @DisplayName("B70, B73, B77, B81, B83: whatever surrounds a macro")
    void shouldFindMacroExactlyWhateverSurroundsIt(String what, String before, String after) {
        // when
        List<String> found = readable(before + MACRO + after);

        // then
        assertThat(found).containsExactly(MACRO);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("attributes", "<ac:image ac:align=\"center\" ac:thumbnail=\"true\" ac:width=\"300\"><ri:attachment ri:filename=\"a.png\" ri:version-at-save=\"2\"/></ac:image>"),
                arguments("white space and line ends", "<ac:image\n ac:width = '300'\t>\n  <ri:attachment\n ri:filename=\"a.png\" />\r\n</ac:image >"),
                arguments("a resource with an end tag", "<ac:image><ri:attachment ri:filename=\"a.png\"></ri:attachment></ac:image>"),
                arguments("a resource that is never closed", "<ac:image><ri:attachment ri:filename=\"a.png\"></ac:image>"),
                arguments("a mark", "<ac:image><ri:attachment ri:filename=\"a.png\"/><ac:adf-mark key=\"border\" ac:size=\"2\"/></ac:image>"),
                arguments("a comment", "<ac:image><!-- here --><ri:attachment ri:filename=\"a.png\"/></ac:image>"),
                arguments("a bracket in a name", "<ac:image><ri:attachment ri:filename='a > \"b\".png'/></ac:image>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void shouldReadMacroInEveryForm(String what, String macro) {
        // when
        List<String> found = readable("<p>" + macro + "</p>");

        // then
        assertThat(found).containsExactly(macro);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<p><ac:image><ri:attachment ri:filename=\"a.png\"/></p>",
        "<ac:image><ri:attachment ri:filename=\"a.png\"/>",
        "<ac:image/>",
        "<ac:image></ac:image>",
        "<ac:image>lost text<ri:attachment ri:filename=\"a.png\"/></ac:image>",
        "<ac:image><![CDATA[lost text]]><ri:attachment ri:filename=\"a.png\"/></ac:image>",
        "<ac:image><ri:attachment ri:filename=\"a.png\"/><p>lost paragraph</p></ac:image>",
        "<ac:image><ri:attachment ri:filename=\"a.png\"/><ri:attachment ri:filename=\"b.png\"/></ac:image>",
        "<ac:image><ri:attachment/></ac:image>",
        "<ac:image><ri:attachment ri:filename=\"a.png\"/><ac:caption>one</ac:caption><ac:caption>two</ac:caption></ac:image>",
        "<ac:image><ri:shortcut ri:key=\"img\" ri:parameter=\"a\"/></ac:image>"})
    @DisplayName("B77: what is not clear stays as it is, and is reported")
    void shouldLeaveUnclearMacrosAlone(String body) {
        // when
        List<ImageMacro> found = macros(body);

        // then
        assertThat(found).containsExactly(new ImageMacro.Unreadable(body.indexOf("<ac:image")));
    }

    @Test
    void shouldFindInnerMacroOfTwoWithinEachOther() {
        // given
        String body = "<ac:image><ri:attachment ri:filename=\"lost.png\"/>" + MACRO + "</ac:image>" + MACRO;

        // when
        List<ImageMacro> found = macros(body);

        // then
        assertThat(readable(body)).containsExactly(MACRO, MACRO);
        assertThat(found).hasSize(3).first().isEqualTo(new ImageMacro.Unreadable(0));
    }

    @Test
    void shouldFindMacroInCaptionAndTheOneAroundIt() {
        // given
        String body = "<ac:image><ri:attachment ri:filename=\"outer.png\"/><ac:caption>see " + MACRO + "</ac:caption></ac:image>";

        // when
        List<String> found = readable(body);

        // then
        assertThat(found).containsExactly(body, MACRO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<![CDATA[", "<!--", "<?"})
    @DisplayName("B73: code and comments without an end hide what follows: nothing in them is taken for an image")
    void shouldTakeNothingFromSectionsWithoutEnd(String opening) {
        // when
        List<String> found = readable(MACRO + opening + MACRO);

        // then
        assertThat(found).containsExactly(MACRO);
    }

    @ParameterizedTest
    @MethodSource("fileNames")
    void shouldResolveReferencesInFileNames(String raw, String fileName) {
        // when
        ImageSource source = only("<ac:image><ri:attachment ri:filename=\"" + raw + "\"/></ac:image>").source();

        // then
        assertThat(source).isEqualTo(new ImageSource.File(fileName, Optional.empty()));
    }

    static Stream<Arguments> fileNames() {
        return Stream.of(arguments("chart &amp; key.png", "chart & key.png"), arguments("a &lt;b&gt; &quot;c&quot; &apos;d&apos;", "a <b> \"c\" 'd'"),
                arguments("&Uuml;bersicht&nbsp;1.png", "Übersicht\u00a01.png"), arguments("&#252;&#x1F389;.png", "ü🎉.png"),
                arguments("&amp;amp;.png", "&amp;.png"), arguments("a&b;c & d &bogus; &#x110000; &#0; &#xyz; &", "a&b;c & d &bogus; &#x110000; &#0; &#xyz; &"),
                arguments("50%25 #1 @2 + \\ 日本.png", "50%25 #1 @2 + \\ 日本.png"), arguments("cafe\u0301.png", "cafe\u0301.png"));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                arguments("<ri:url ri:value=\"https://img.example.org/a.png?x=1&amp;y=2\"/>", new ImageSource.Address()),
                arguments("<ri:attachment ri:filename=\"a\"><ri:page ri:space-key=\"OPS\" ri:content-title=\"Shared &quot;text&quot;\"/></ri:attachment>",
                        page("OPS", "Shared \"text\"")),
                arguments("<ri:attachment ri:filename=\"a\"><ri:page ri:content-title=\"R&amp;D\"/></ri:attachment>", page("", "R&D")),
                arguments("<ri:attachment ri:filename=\"a\"><ri:page ri:space-key=\"currentSpace()\" ri:content-title=\"T\"/></ri:attachment>", page("", "T")),
                arguments("<ri:attachment ri:filename=\"a\"><ri:page ri:content-title=\"@self\"/></ri:attachment>",
                        new ImageSource.File("a", Optional.empty())),
                arguments("<ri:attachment ri:filename=\"a\"><ri:blog-post ri:space-key=\"HR\" ri:posting-day=\"2026/01/31\" ri:content-title=\"News\"/></ri:attachment>",
                        new ImageSource.File("a", Optional.of(new PageReference.Titled("HR", "News", PageKind.BLOG_POST, Optional.of("2026/01/31"))))),
                arguments("<ri:attachment ri:filename=\"a\"><ri:content-entity ri:content-id=\"1540227\"/></ri:attachment>",
                        new ImageSource.File("a", Optional.of(new PageReference.Identified("1540227")))));
    }

    private static ImageSource page(String spaceKey, String title) {
        return new ImageSource.File("a", Optional.of(new PageReference.Titled(spaceKey, title, PageKind.PAGE, Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("sources")
    @DisplayName("B83: an image of another page is not one of the own page")
    void shouldReadWhatMacroShows(String resource, ImageSource expected) {
        // when
        ImageSource source = only("<ac:image>" + resource + "</ac:image>").source();

        // then
        assertThat(source).isEqualTo(expected);
    }

    static Stream<Arguments> attributes() {
        return Stream.of(
                arguments("", " alt=\"chart &amp; key.png\""),
                arguments(" ac:alt=\"Net &amp; plan\" ac:title=\"T &lt;1&gt;\" ac:width=\"400\" ac:height=\"300\" ac:thumbnail=\"true\"",
                        " alt=\"Net &amp; plan\" title=\"T &lt;1&gt;\" width=\"400\" height=\"300\""),
                arguments(" ac:alt=\"  \" ac:title=''", " alt=\"chart &amp; key.png\""),
                arguments(" ac:alt='say \"hi\"' ac:alt=\"second\"", " alt=\"say &quot;hi&quot;\""),
                arguments(" ac:original-width=\"1520\" ac:width=760", " alt=\"chart &amp; key.png\" width=\"760\""));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void shouldKeepTextAndSizeAsTheyWereWritten(String raw, String expected) {
        // when
        String attributes = only("<ac:image" + raw + "><ri:attachment ri:filename=\"chart &amp; key.png\"/></ac:image>").attributes();

        // then
        assertThat(attributes).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Figure 1", "<p>Figure&nbsp;1 <em>über</em></p>", "line<br>two", "", "<p>never closed", "<![CDATA[</ac:caption>]]>"})
    void shouldFindMarkupOfCaption(String caption) {
        // given
        String body = "<ac:image><ri:attachment ri:filename=\"a.png\"/>\n<ac:caption>" + caption + "</ac:caption>\n</ac:image>";

        // when
        String found = caption(body);

        // then
        assertThat(found).isEqualTo(caption);
        assertThat(readable(body)).containsExactly(body);
    }

    @Test
    void shouldFindCaptionWithinResourceThatIsNeverClosed() {
        // when
        String found = caption("<ac:image><ri:attachment ri:filename=\"a.png\"><ac:caption>Figure 1</ac:caption></ac:image>");

        // then
        assertThat(found).isEqualTo("Figure 1");
    }

    static Stream<Arguments> hostile() {
        return Stream.of(arguments("nesting", "<b>"), arguments("image macros", "<ac:image>"), arguments("stray ends", "</ac:image></b>"),
                arguments("macros with much in them", "<ac:image><b><b><b>"), arguments("captions", "<ac:image><ac:caption>"),
                arguments("open quotes", "<ac:image ac:alt=\""), arguments("quotes of two kinds", "<a '<a \""), arguments("brackets", "<"),
                arguments("names without values", "<ac:image " + "a ".repeat(50)), arguments("comments", "<!--"), arguments("sections", "<![CDATA["),
                arguments("ampersands", "<ac:image><ri:attachment ri:filename=\"" + "&".repeat(100) + "\"/></ac:image>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    @DisplayName("S19: hostile bodies take linear time and no stack")
    void shouldReadHostileBodyInLinearTime(String what, String part) {
        // given
        byte[] body = part.repeat(8_000_000 / part.length()).getBytes(StandardCharsets.UTF_8);

        // then
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatCode(() -> ImageMacros.find(body)).doesNotThrowAnyException());
    }
}
