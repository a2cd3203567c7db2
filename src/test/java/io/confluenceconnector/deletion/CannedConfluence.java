package io.confluenceconnector.deletion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;

import java.util.LinkedHashMap;
import java.util.Map;

/** Answers an inquiry by the first rule whose text occurs in the address; what no rule knows is a 404. */
final class CannedConfluence {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final Map<String, String> answers = new LinkedHashMap<>();

    /** @param answer JSON with single quotes, or a status code */
    CannedConfluence answers(String addressPart, String answer) {
        answers.put(addressPart, answer);
        return this;
    }

    /** Forgets all rules. */
    CannedConfluence clear() {
        answers.clear();
        return this;
    }

    void answer(Inquiry inquiry) {
        while (inquiry.hasNext()) {
            String address = inquiry.next().uri().toString();
            String answer = answers.entrySet().stream().filter(rule -> address.contains(rule.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse("404");
            if (answer.length() == 3) {
                inquiry.failed(new PermanentException("refused", new OptionalStatus(Integer.parseInt(answer))));
            } else {
                inquiry.answered(json(answer));
            }
        }
    }

    static JsonNode json(String singleQuoted) {
        try {
            return MAPPER.readTree(singleQuoted.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(singleQuoted, e);
        }
    }

    /** A v1 record of space 1. */
    static String content(String id, String labels, String ancestors, String more) {
        return "{'id':'" + id + "','type':'page','space':{'id':1,'key':'HR'},'version':{'when':'2026-03-01T00:00:00Z'},"
                + "'metadata':{'labels':{'results':[" + labels + "]}},'ancestors':[" + ancestors + "]" + more + "}";
    }

    static String results(String... records) {
        return "{'results':[" + String.join(",", records) + "]}";
    }
}
