package io.confluenceconnector.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A JSON request body that prints as type and size only (S12); it can be sent again when the request is retried. */
public final class JsonEntity extends HttpEntityWrapper {

    private JsonEntity(byte[] json) {
        super(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    }

    /** Serialises a value once. */
    public static JsonEntity of(ObjectMapper mapper, Object value) {
        try {
            return new JsonEntity(mapper.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new IllegalArgumentException("A " + value.getClass().getSimpleName() + " has no JSON form: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public String toString() {
        return BodyDescription.of(this);
    }
}
