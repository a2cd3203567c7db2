package io.confluenceconnector.confluence;

import io.confluenceconnector.gateway.TransientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The manifest in XML (B101), and no way through it to a file or to memory without end (S19). */
class XmlAnswerTest {
    private final XmlAnswer xml = new XmlAnswer();

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"application/xml, true", "text/XML;charset=UTF-8, true", "application/json, false", ", false"})
    void shouldKnowXmlByItsMediaType(String contentType, boolean isXml) {
        // when / then
        assertThat(xml.isXml(contentType)).isEqualTo(isXml);
    }

    @Test
    void shouldReadTextsBelowTheRoot() {
        // when
        var fields = xml.read(stream("<?xml version=\"1.0\"?><manifest><id>11111111-2222-3333-4444-555555555555</id>"
                + "<name>R&amp;D <![CDATA[<Wiki>]]></name><capabilities><id>other</id></capabilities></manifest>"));

        // then
        assertThat(fields.path("id").asText()).isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(fields.path("name").asText()).isEqualTo("R&D <Wiki>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<manifest>", "<manifest><id>1</name></manifest>", "no xml", "<a/><b/>"})
    void shouldCallWhatIsNotWellFormedTransient(String answer) {
        // when / then
        assertThatThrownBy(() -> xml.read(stream(answer))).isInstanceOf(TransientException.class);
    }

    @Test
    void shouldNotReadFileThroughExternalEntity() throws IOException {
        // given
        Path file = Files.writeString(Files.createTempFile("entity", ".txt"), "top secret");
        String hostile = "<!DOCTYPE m [<!ENTITY x SYSTEM \"" + file.toUri() + "\">]><manifest><id>&x;</id></manifest>";

        // when / then
        assertThatThrownBy(() -> xml.read(stream(hostile))).isInstanceOf(TransientException.class);
    }

    @Test
    void shouldNotExpandEntities() {
        // given
        String hostile = "<!DOCTYPE m [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><manifest><id>&b;</id></manifest>";

        // when / then
        assertThatThrownBy(() -> xml.read(stream(hostile))).isInstanceOf(TransientException.class);
    }

    @Test
    void shouldRefuseDocumentTypeEvenWithoutEntities() {
        // given
        String hostile = "<!DOCTYPE manifest SYSTEM \"http://localhost:1/x.dtd\"><manifest><id>1</id></manifest>";

        // when / then
        assertThatThrownBy(() -> xml.read(stream(hostile))).isInstanceOf(TransientException.class);
    }
}
