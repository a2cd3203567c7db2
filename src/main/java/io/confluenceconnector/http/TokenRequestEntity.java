package io.confluenceconnector.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.confluenceconnector.secret.Secret;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A token request whose secrets are revealed only while it is sent (S8), and only to the address it was made for (S5): it
 * passes through routes, which may be edited. Prints as its type alone.
 *
 * <p>Cloud documents JSON, Data Center and the platform form encoding.
 */
public final class TokenRequestEntity extends AbstractHttpEntity {

    private final URI tokenUrl;
    private final Encoding encoding;
    private final Map<String, Secret> parameters;
    private byte[] encoded;

    private TokenRequestEntity(URI tokenUrl, Encoding encoding, Map<String, Secret> parameters) {
        super(encoding.type, null);
        this.tokenUrl = tokenUrl;
        this.encoding = encoding;
        this.parameters = new LinkedHashMap<>(parameters);
    }

    /** {@code application/x-www-form-urlencoded}, in the order of the map. */
    public static TokenRequestEntity form(URI tokenUrl, Map<String, Secret> parameters) {
        return new TokenRequestEntity(tokenUrl, Encoding.FORM, parameters);
    }

    /** One flat JSON object, in the order of the map. */
    public static TokenRequestEntity json(URI tokenUrl, Map<String, Secret> parameters) {
        return new TokenRequestEntity(tokenUrl, Encoding.JSON, parameters);
    }

    /** Encodes once per send, so that the declared length fits even when a secret is rotated in between. */
    @Override
    public synchronized long getContentLength() {
        encode();
        return encoded.length;
    }

    @Override
    public synchronized void writeTo(OutputStream out) throws IOException {
        encode();
        out.write(encoded);
        encoded = null;
    }

    /** Sending does without, and a step of a route could read the secrets from it. */
    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("A token request can only be sent");
    }

    /** Whether this is what may be sent there. */
    boolean isFor(URI address) {
        return tokenUrl.equals(address);
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

    /** Answers nothing, since steps of a route may call private methods, too. */
    private void encode() {
        if (encoded == null) {
            encoded = encoding == Encoding.FORM ? formEncoded(parameters) : jsonEncoded(parameters);
        }
    }

    private static byte[] formEncoded(Map<String, Secret> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> formEncoded(parameter.getKey()) + "=" + formEncoded(parameter.getValue().reveal()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] jsonEncoded(Map<String, Secret> parameters) {
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
