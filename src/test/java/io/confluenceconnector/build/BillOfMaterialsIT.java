package io.confluenceconnector.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** S22: the bill of materials that the build has just made lists each jar of the program, by its bytes, with a licence that we may use. */
class BillOfMaterialsIT {

    private static final Path BILL = Path.of("target/bom.json");
    /** By their SPDX names; of a component with several licences one suffices. */
    private static final Set<String> LICENCES =
            Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "EPL-1.0", "EPL-2.0", "CC0-1.0");

    private static JsonNode bill;

    @BeforeAll
    static void readBill() throws IOException {
        // set by the build where packaging came before; offline, the plugin makes no bill
        assumeTrue(Files.exists(BILL) || "false".equals(System.getProperty("maven.offline")), "Nothing was packaged, or offline");
        bill = new JsonMapper().readTree(BILL.toFile());
    }

    @Test
    void shouldBeCycloneDxOfThisProgram() {
        // then
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("confluence-connector");
        assertThat(bill.at("/metadata/component/type").asText()).isEqualTo("application");
    }

    @Test
    void shouldListEachJarOfTheProgramByItsBytes() throws Exception {
        // given
        Map<String, String> shipped = new TreeMap<>();
        try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
            for (Path jar : jars.toList()) {
                shipped.put(jar.getFileName().toString(), sha256(jar));
            }
        }

        // when
        Map<String, String> listed = new TreeMap<>();
        components().forEach(component -> listed.put(component.path("name").asText() + "-" + component.path("version").asText() + ".jar",
                hash(component)));

        // then
        assertThat(listed).isNotEmpty().containsExactlyEntriesOf(shipped);
    }

    @Test
    void shouldKnowALicenceOfEachThatWeMayUse() {
        // when
        List<String> unknown = components().filter(component -> StreamSupport.stream(component.path("licenses").spliterator(), false)
                        .map(licence -> licence.at("/license/id").asText()).noneMatch(LICENCES::contains))
                .map(component -> component.path("purl").asText()).toList();

        // then
        assertThat(unknown).isEmpty();
    }

    private static Stream<JsonNode> components() {
        return StreamSupport.stream(bill.path("components").spliterator(), false);
    }

    private static String hash(JsonNode component) {
        return StreamSupport.stream(component.path("hashes").spliterator(), false)
                .filter(hash -> hash.path("alg").asText().equals("SHA-256")).map(hash -> hash.path("content").asText())
                .findFirst().orElse("no SHA-256");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
