package io.confluenceconnector.build;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** S22: {@code docs/dependencies.md} gives a reason for each direct dependency and plugin of {@code pom.xml}, and for no other. */
class DependenciesTest {

    /** A row of a table: {@code | `artifact` | reason | why not less |}, none of them empty. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_.-]+)` \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void shouldGiveReasonForEachDependencyAndPlugin() throws Exception {
        // given
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());

        // when
        List<String> explained = rows(Files.readString(Path.of("docs/dependencies.md")));

        // then
        assertThat(explained).containsExactlyInAnyOrderElementsOf(
                Stream.of("dependency", "plugin").flatMap(tag -> artifacts(pom.getElementsByTagName(tag))).distinct().toList());
    }

    private static List<String> rows(String markdown) {
        return ROW.matcher(markdown).results().map(result -> result.group(1)).toList();
    }

    /** Direct ones only: what {@code dependencyManagement} imports brings no library by itself. */
    private static Stream<String> artifacts(NodeList elements) {
        return IntStream.range(0, elements.getLength()).mapToObj(i -> (Element) elements.item(i))
                .filter(element -> !isManaged(element))
                .map(element -> element.getElementsByTagName("artifactId").item(0).getTextContent());
    }

    private static boolean isManaged(Element element) {
        return element.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
    }
}
