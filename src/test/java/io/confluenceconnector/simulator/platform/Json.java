package io.confluenceconnector.simulator.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** JSON as the platform reads it: objects, unknown fields tolerated, nothing after the end. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() { };

    private Json() { }

    static Map<String, Object> object(byte[] text) {
        try {
            return MAPPER.readValue(text, OBJECT);
        } catch (IOException e) {
            throw new HttpRefusal(400, "the body is not a JSON object");
        }
    }
}
