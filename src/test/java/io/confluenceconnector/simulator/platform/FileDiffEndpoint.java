package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file diff: compares a list of items with what is stored under a partial key, and changes nothing of it. */
final class FileDiffEndpoint implements Endpoint {

    static final String PATH = "/v2/content/file-diff";

    private final Contents contents;
    private final Callers callers;

    FileDiffEndpoint(Contents contents, Callers callers) {
        this.contents = contents;
        this.callers = callers;
    }

    @Override
    public RecordedRequest.Target target() {
        return RecordedRequest.Target.FILE_DIFF;
    }

    @Override
    public Call receive(HttpExchange exchange) throws IOException {
        Requests.requireMethod(exchange, "POST");
        Map<String, Object> body = Requests.json(exchange);
        return new SimpleCall(List.of(Operations.FILE_DIFF), String.valueOf(body.get("partialKey")), true, () -> {
            callers.userId(exchange.getRequestHeaders());
            return diff(body);
        });
    }

    private Answer diff(Map<String, Object> body) {
        String partialKey = text(body, "partialKey");
        if (partialKey.endsWith("/") || partialKey.startsWith("/")) {
            throw new HttpRefusal(400, "partialKey begins or ends with a slash");
        }
        if (!ContentDraft.SOURCE_KINDS.contains(text(body, "sourceKind"))) {
            throw new HttpRefusal(400, "sourceKind must be one of " + ContentDraft.SOURCE_KINDS);
        }
        text(body, "sourceName");
        String prefix = partialKey + "/";
        Map<String, FileDiff.Submitted> files = files(body, prefix);
        FileDiff diff = FileDiff.between(files, contents.known(prefix));
        Map<String, String> versions = new HashMap<>();
        files.forEach((id, file) -> versions.put(prefix + id, file.updatedAt()));
        contents.submitted(versions);
        return Answer.json(200, diff);
    }

    private static Map<String, FileDiff.Submitted> files(Map<String, Object> body, String prefix) {
        if (!(body.get("fileList") instanceof List<?> list)) {
            throw new HttpRefusal(400, "fileList is missing");
        }
        Map<String, FileDiff.Submitted> files = new LinkedHashMap<>();
        for (Object entry : list) {
            Map<String, Object> file = Arguments.object(Map.of("file", entry), "file");
            String key = text(file, "key");
            if (key.startsWith(prefix)) {
                throw new HttpRefusal(400, "a key in fileList carries the partial key");
            }
            if (files.put(key, new FileDiff.Submitted(text(file, "url"), timestamp(file))) != null) {
                throw new HttpRefusal(400, "a key stands twice in fileList");
            }
        }
        return files;
    }

    private static String timestamp(Map<String, Object> file) {
        String updatedAt = text(file, "updatedAt");
        try {
            OffsetDateTime.parse(updatedAt.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")); // as received: +0100 occurs
            return updatedAt;
        } catch (DateTimeParseException e) {
            throw new HttpRefusal(400, "updatedAt is no timestamp with an offset");
        }
    }

    private static String text(Map<String, Object> object, String name) {
        if (object.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new HttpRefusal(400, name + " is missing");
    }
}
