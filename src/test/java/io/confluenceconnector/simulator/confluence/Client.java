package io.confluenceconnector.simulator.confluence;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the tests of the simulator ask it with: a client that follows no redirect and knows how to get a token. */
final class Client {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final ConfluenceSimulator simulator;

    Client(ConfluenceSimulator simulator) {
        this.simulator = simulator;
    }

    /** Cloud's v1 below the gateway. */
    String v1(String path) {
        return simulator.apiBaseUrl() + "/ex/confluence/" + simulator.cloudId() + "/wiki/rest/api" + path;
    }

    /** Cloud's v2 below the gateway. */
    String v2(String path) {
        return simulator.apiBaseUrl() + "/ex/confluence/" + simulator.cloudId() + "/wiki/api/v2" + path;
    }

    static String search(String cql) {
        return "/content/search?cql=" + encoded(cql);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String cloudToken() {
        return json(send(post(simulator.tokenUrl(), "application/json", cloudTokenRequest(simulator.clientSecret()))))
                .get("access_token").asText();
    }

    String cloudTokenRequest(String secret) {
        return "{\"grant_type\":\"client_credentials\",\"client_id\":\"" + simulator.clientId()
                + "\",\"client_secret\":\"" + secret + "\"}";
    }

    HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    }

    HttpRequest post(String url, String contentType, String body) {
        return request(url).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)).build();
    }

    HttpResponse<String> get(String url, String token) {
        return send(request(url).header("Authorization", "Bearer " + token).build());
    }

    HttpResponse<String> getAnonymously(String url) {
        return send(request(url).build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Reply.JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.get("results").forEach(result -> ids.add(result.get("id").asText()));
        return ids;
    }

    /** The ids of all pages of a Cloud search, following the links as they are given. */
    List<List<String>> cloudPages(String query, String token) {
        List<List<String>> pages = new ArrayList<>();
        String next = query;
        while (!next.isEmpty()) {
            JsonNode answer = json(get(v1(next), token));
            pages.add(ids(answer));
            next = answer.at("/_links/next").asText().replaceFirst("^/rest/api", "");
        }
        return pages;
    }
}
