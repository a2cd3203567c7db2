package io.confluenceconnector.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.awaitility.Awaitility.await;

/** A headless Chromium with one tab, driven by its DevTools protocol. */
final class Browser implements AutoCloseable, WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final StringBuilder message = new StringBuilder();

    /** @param profile an empty folder */
    Browser(Path profile) throws Exception {
        process = start(profile);
        Path port = profile.resolve("DevToolsActivePort");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        HttpClient client = HttpClient.newHttpClient();
        JsonNode tabs = JSON.readTree(client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + Files.readAllLines(port).get(0) + "/json/list")).build(), HttpResponse.BodyHandlers.ofString()).body());
        JsonNode tab = tabs.findParents("webSocketDebuggerUrl").stream().filter(each -> each.path("type").asText().equals("page"))
                .findFirst().orElseThrow();
        socket = client.newWebSocketBuilder().buildAsync(URI.create(tab.path("webSocketDebuggerUrl").asText()), this)
                .get(20, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Log", "Runtime", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Where no browser is installed the tests are skipped, but not in CI. */
    private static Process start(Path profile) {
        try {
            return new ProcessBuilder("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                    "--hide-scrollbars", "--remote-debugging-port=0", "--remote-allow-origins=*", "--user-data-dir=" + profile, "about:blank")
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            String missing = "There is no chromium on this machine: apt-get install chromium on Debian and Ubuntu";
            Assumptions.assumeFalse(System.getenv("CI") == null, missing);
            throw new AssertionError(missing, e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            take(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.has("id")) {
                waiting.remove(node.path("id").asInt()).complete(node);
            } else if (node.path("method").asText().equals("Log.entryAdded")) {
                complaints.add(node.at("/params/entry/level").asText() + ": " + node.at("/params/entry/text").asText());
            } else if (node.path("method").asText().equals("Runtime.exceptionThrown")) {
                complaints.add(node.path("params").toString());
            } else if (node.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(node.at("/params/request/url").asText());
            }
        } catch (IOException e) {
            complaints.add(e.toString());
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        socket.sendText(command.toString(), true).get(10, TimeUnit.SECONDS);
        JsonNode result = answer.get(30, TimeUnit.SECONDS);
        if (result.has("error")) {
            throw new IllegalStateException(method + ": " + result.path("error"));
        }
        return result.path("result");
    }

    /** A window of this width, in light or dark. */
    void window(int width, int height, boolean dark) throws Exception {
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void scripts(boolean allowed) throws Exception {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    void open(String url) throws Exception {
        complaints.clear();
        requests.clear();
        call("Page.navigate", Map.of("url", url));
        await().atMost(Duration.ofSeconds(20)).until(() -> evaluate("document.readyState + location.href").equals("complete" + url));
    }

    /** What an expression is worth, as text. */
    String evaluate(String expression) throws Exception {
        return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
                .path("result").path("value").asText();
    }

    /** What the browser itself complained about since the page was opened: blocked content, errors of scripts. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What the browser asked for since the page was opened. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The whole page as a picture. */
    void picture(Path file) throws Exception {
        Files.write(file, Base64.getDecoder().decode(call("Page.captureScreenshot", Map.of("captureBeyondViewport", true)).path("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }
}
