package io.confluenceconnector.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.confluenceconnector.secret.Secret;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A token request whose secrets are revealed only while it is sent (S8); prints as its type alone.
 *
 * <p>Cloud documents JSON, Data Center and the platform form encoding.
 */
public final class TokenRequestEntity extends AbstractHttpEntity {

    private final Encoding encoding;
    private final Map<String, Secret> parameters;
    private byte[] encoded;

    private TokenRequestEntity(Encoding encoding, Map<String, Secret> parameters) {
        super(encoding.type, null);
        this.encoding = encoding;
        this.parameters = new LinkedHashMap<>(parameters);
    }

    /** {@code application/x-www-form-urlencoded}, in the order of the map. */
    public static TokenRequestEntity form(Map<String, Secret> parameters) {
        return new TokenRequestEntity(Encoding.FORM, parameters);
    }

    /** One flat JSON object, in the order of the map. */
    public static TokenRequestEntity json(Map<String, Secret> parameters) {
        return new TokenRequestEntity(Encoding.JSON, parameters);
    }

    /** Encodes once per send, so that the declared length fits even when a secret is rotated in between. */
    @Override
    public synchronized long getContentLength() {
        return encoded().length;
    }

    @Override
    public synchronized void writeTo(OutputStream out) throws IOException {
        out.write(encoded());
        encoded = null;
    }

    @Override
    public synchronized InputStream getContent() {
        return new ByteArrayInputStream(encoded());
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public synchronized void close() {
        encoded = null;
    }

    @Override
    public String toString() {
        return "[" + encoding.type.getMimeType() + ", " + Secret.REDACTED + "]";
    }

    private byte[] encoded() {
        if (encoded == null) {
            encoded = encoding == Encoding.FORM ? formEncoded() : jsonEncoded();
        }
        return encoded;
    }

    private byte[] formEncoded() {
        return parameters.entrySet().stream()
                .map(parameter -> formEncoded(parameter.getKey()) + "=" + formEncoded(parameter.getValue().reveal()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private byte[] jsonEncoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, Secret> parameter : parameters.entrySet()) {
                json.writeStringField(parameter.getKey(), parameter.getValue().reveal());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private enum Encoding {
        FORM(ContentType.APPLICATION_FORM_URLENCODED), JSON(ContentType.APPLICATION_JSON);

        private final ContentType type;

        Encoding(ContentType type) {
            this.type = type;
        }
    }
}
