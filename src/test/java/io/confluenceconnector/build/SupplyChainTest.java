package io.confluenceconnector.build;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** S22: the build pins versions, refuses what must not be in the program, and lists what is in it; others can scan that list. */
class SupplyChainTest {

    private static final String ENFORCER = "//build//plugin[artifactId='maven-enforcer-plugin']";
    private static final String BILL = "//build//plugin[artifactId='cyclonedx-maven-plugin']";

    private static Document pom;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readPom() throws Exception {
        pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());
    }

    @Test
    void shouldPinEveryVersion() throws XPathExpressionException {
        // given
        Stream<String> versions = texts("//dependency/version | //plugin/version | /project/properties/*[contains(local-name(), 'version')]");

        // when
        List<String> all = versions.filter(version -> !version.startsWith("${")).toList();
        List<String> pluginsWithout = texts("//build/plugins/plugin[not(version)]/artifactId[not(ancestor::profile)]").toList();

        // then
        assertThat(all).hasSizeGreaterThan(20).allMatch(version -> version.matches("\\d+(\\.\\d+)*([.-]jre)?"));
        assertThat(pluginsWithout).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dependencyConvergence", "banDynamicVersions", "banDuplicateClasses", "bannedDependencies"})
    void shouldRefuseToBuildWithABadDependency(String rule) throws XPathExpressionException {
        // when
        List<String> goals = texts(ENFORCER + "/executions/execution[configuration/rules/" + rule + "]/goals/goal").toList();
        List<String> loopholes = Stream.of("skip", "fail", "ignoreClasses", "includes")
                .filter(name -> has(ENFORCER + "//" + name)).toList();

        // then
        assertThat(goals).containsExactly("enforce");
        assertThat(loopholes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.camel:camel-groovy", "org.apache.camel:camel-exec", "log4j:*", "commons-logging:*"})
    void shouldBanWhatRunsCodeOrLogsPastTheFilter(String artifact) throws XPathExpressionException {
        // when
        List<String> banned = texts(ENFORCER + "//bannedDependencies/excludes/exclude").toList();

        // then
        assertThat(banned).contains(artifact);
    }

    @Test
    void shouldMakeTheBillOfMaterialsWithEveryPackage() throws XPathExpressionException {
        // when
        List<String> goals = texts(BILL + "/executions/execution[phase='package']/goals/goal").toList();

        // then
        assertThat(goals).containsExactly("makeBom");
        assertThat(has(BILL + "//skip")).isFalse();
        assertThat(has(BILL + "//excludeArtifactId")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trivy       | 0 | sbom --exit-code 1 --severity HIGH,CRITICAL BOM
            grype       | 1 | sbom:BOM --fail-on high
            osv-scanner | 1 | scan source --lockfile BOM
            """)
    void shouldHandTheBillToAScannerAndTellItsVerdict(String scanner, int verdict, String arguments) throws Exception {
        // given
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "The script needs bash");
        Path bom = Files.writeString(folder.resolve("bom.json"), "{}");
        Path seen = folder.resolve("seen");
        executable(scanner, "#!/bin/bash\necho \"$@\" > " + seen + "\nexit " + verdict + "\n");

        // when
        int exitCode = scan(bom);

        // then
        assertThat(exitCode).isEqualTo(verdict);
        assertThat(Files.readString(seen).strip()).isEqualTo(arguments.replace("BOM", bom.toString()));
    }

    @Test
    void shouldNotPassWithoutAScanner() throws Exception {
        // given
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "The script needs bash");
        Path bom = Files.writeString(folder.resolve("bom.json"), "{}");

        // when
        int exitCode = scan(bom);

        // then
        assertThat(exitCode).isEqualTo(2);
    }

    /** Nothing is on the path but what this test put there. */
    private int scan(Path bom) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", ".ci/scan").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", folder.toString(), "SCAN_BOM", bom.toString()));
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void executable(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static boolean has(String path) {
        try {
            return texts(path).findAny().isPresent();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static Stream<String> texts(String path) throws XPathExpressionException {
        NodeList found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent().strip());
    }
}
