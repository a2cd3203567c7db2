package io.confluenceconnector.pageimages;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import static org.assertj.core.api.Assertions.assertThat;

/** P15 over bodies that nobody would think of. */
class ImageMacrosProperties {

    private static final String CONTENT = "http://atlassian.com/content";
    private static final String RESOURCE = "http://atlassian.com/resource/identifier";

    /** Parts that are well-formed wherever they stand. */
    private static final List<String> WELL_FORMED = List.of("text ", "é日🎉", "&amp;", "&#252;", "<br/>", "<p class=\"a > b\">", "</p>", "<td>", "</td>",
            "<![CDATA[<ac:image><ri:attachment ri:filename=\"no\"/></ac:image>]]>", "<!-- <ac:image/> -->", "<?p <ac:image?>",
            "<ac:image ac:alt=\"a > b\"><ri:attachment ri:filename=\"x &amp; y.png\"/></ac:image>",
            "<ac:image>\n<ri:attachment ri:filename='ü.png'><ri:page ri:content-title=\"T\"/></ri:attachment>\n</ac:image>",
            "<ac:image><ri:url ri:value=\"https://x.example/a.png?b=1&amp;c=2\"/></ac:image>",
            "<ac:image><ri:attachment ri:filename=\"c.png\"/><ac:caption><p>C <em>1</em></p></ac:caption></ac:image>",
            "<ac:image><ri:attachment ri:filename=\"d.png\"/><ac:caption>", "</ac:caption></ac:image>",
            "<ac:image/>", "<ac:images/>", "<ri:attachment ri:filename=\"not.docx\"/>");

    private static final Map<String, String> END_OF = Map.of("<td>", "</td>", "<p class=\"a > b\">", "</p>",
            "<ac:image><ri:attachment ri:filename=\"d.png\"/><ac:caption>", "</ac:caption></ac:image>");

    /** Parts that break whatever stands around them. */
    private static final List<String> BROKEN = List.of("<", ">", "\"", "'", "<ac:image>", "</ac:image>", "<ac:image ", "<ac:caption>", "</ac:caption>",
            "<![CDATA[", "]]>", "<!--", "-->", "</", "<ri:attachment ri:filename=\"q.png\"/>", "<ri:attachment ri:filename=\"q.png\">", "=", "/>", "&", "<b>");

    /** Well-formed: what is opened is closed at once or at the end. */
    @Provide
    Arbitrary<String> wellFormed() {
        return Arbitraries.of(WELL_FORMED).list().ofMaxSize(30).map(ImageMacrosProperties::balanced);
    }

    @Provide
    Arbitrary<String> anything() {
        List<String> parts = new ArrayList<>(WELL_FORMED);
        parts.addAll(BROKEN);
        return Arbitraries.of(parts).list().ofMaxSize(40).map(all -> String.join("", all));
    }

    private static String balanced(List<String> parts) {
        StringBuilder body = new StringBuilder();
        List<String> open = new ArrayList<>();
        for (String part : parts) {
            if (part.startsWith("</")) {
                if (!open.isEmpty()) {
                    body.append(open.remove(open.size() - 1));
                }
            } else {
                body.append(part);
                END_OF.entrySet().stream().filter(start -> start.getKey().equals(part)).forEach(start -> open.add(start.getValue()));
            }
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            body.append(open.get(i));
        }
        return body.toString();
    }

    @Property(tries = 500)
    void shouldFindEveryMacroThatStrictParserFinds(@ForAll("wellFormed") String body) throws XMLStreamException {
        // when
        List<String> found = new ArrayList<>();
        for (ImageMacro macro : ImageMacros.find(bytes(body))) {
            found.add(macro instanceof ImageMacro.Readable readable ? readable.source() instanceof ImageSource.File file
                    ? file.fileName() : "address" : "nothing");
        }

        // then
        assertThat(found).isEqualTo(strictly(body));
    }

    @Property(tries = 500)
    void shouldNeverOverlapAndStayWithinBody(@ForAll("anything") String body) {
        // when
        List<ImageMacro> macros = ImageMacros.find(bytes(body));

        // then
        int position = 0;
        for (ImageMacro.Span replaced : replaced(macros)) {
            assertThat(replaced.start()).isGreaterThanOrEqualTo(position);
            position = replaced.end();
        }
        assertThat(position).isLessThanOrEqualTo(bytes(body).length);
        assertThat(macros).extracting(ImageMacro::start).isSorted().doesNotHaveDuplicates();
    }

    @Property(tries = 500)
    void shouldReturnBodyWhenNothingIsSpliced(@ForAll("anything") String body) {
        // when
        String sent = read(PageBody.of(bytes(body)));

        // then
        assertThat(sent).isEqualTo(body);
    }

    @Property(tries = 500)
    void shouldTouchNothingButReadableMacros(@ForAll("anything") String body) {
        // when
        String sent = spliced(body);

        // then
        assertThat(sent.replaceAll("<img src=\"data:image/png;base64,eA==\"( [a-z]+=\"[^\"]*\")*/>", "")).isEqualTo(withoutMacros(body));
    }

    private static String withoutMacros(String body) {
        StringBuilder rest = new StringBuilder();
        int position = 0;
        for (ImageMacro.Span replaced : replaced(ImageMacros.find(bytes(body)))) {
            rest.append(text(bytes(body), position, replaced.start()));
            position = replaced.end();
        }
        return rest.append(text(bytes(body), position, bytes(body).length)).toString();
    }

    private static List<ImageMacro.Span> replaced(List<ImageMacro> macros) {
        return macros.stream().filter(ImageMacro.Readable.class::isInstance)
                .flatMap(macro -> ((ImageMacro.Readable) macro).replaced().stream())
                .sorted(Comparator.comparingInt(ImageMacro.Span::start)).toList();
    }

    @Property(tries = 500)
    void shouldFindNothingMoreOnceEverythingIsReplaced(@ForAll("wellFormed") String body) {
        // when
        String once = spliced(body);

        // then
        assertThat(spliced(once)).isEqualTo(once);
    }

    @Property(tries = 500)
    void shouldStayWellFormed(@ForAll("wellFormed") String body) throws XMLStreamException {
        // when
        String sent = spliced(body);

        // then
        assertThat(strictly(sent)).allMatch("nothing"::equals);
    }

    private static List<ImageMacro.Readable> readable(String body) {
        return ImageMacros.find(bytes(body)).stream().filter(ImageMacro.Readable.class::isInstance)
                .map(ImageMacro.Readable.class::cast).toList();
    }

    /** All readable macros replaced by the same small image. */
    private static String spliced(String body) {
        List<PageBody.Splice> splices = new ArrayList<>();
        for (ImageMacro.Readable macro : readable(body)) {
            List<ImageMacro.Span> replaced = macro.replaced();
            splices.add(new PageBody.Splice(replaced.get(0), List.of(new PageBody.Image("image/png", image(), macro.attributes()))));
            replaced.stream().skip(1).forEach(rest -> splices.add(new PageBody.Splice(rest, List.of())));
        }
        splices.sort(Comparator.comparingInt(splice -> splice.replaced().start()));
        return read(PageBody.spliced(bytes(body), splices));
    }

    private static ImageBytes image() {
        try {
            return ImageBytes.read(new ByteArrayInputStream(bytes("x")), OptionalLong.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(PageBody body) {
        try {
            byte[] bytes = body.open().readAllBytes();
            assertThat(bytes).hasSize(Math.toIntExact(body.length()));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] source, int from, int to) {
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    /** The file name of every image macro that the JDK's own parser finds; {@code nothing} where there is none. */
    private static List<String> strictly(String body) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(
                "<body xmlns:ac=\"" + CONTENT + "\" xmlns:ri=\"" + RESOURCE + "\">" + body + "</body>"));
        List<String> macros = new ArrayList<>();
        Deque<Integer> within = new ArrayDeque<>();
        while (xml.hasNext()) {
            int event = xml.next();
            boolean image = xml.hasName() && xml.getName().getNamespaceURI().equals(CONTENT) && xml.getLocalName().equals("image");
            if (event == XMLStreamReader.START_ELEMENT && image) {
                macros.add("nothing");
                within.push(macros.size() - 1);
            } else if (event == XMLStreamReader.END_ELEMENT && image) {
                within.pop();
            } else if (event == XMLStreamReader.START_ELEMENT && !within.isEmpty() && xml.getLocalName().matches("attachment|url")
                    && macros.get(within.peek()).equals("nothing")) {
                String name = xml.getAttributeValue(RESOURCE, "filename");
                macros.set(within.peek(), name == null ? "address" : name);
            }
        }
        return macros;
    }
}
