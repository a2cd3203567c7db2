package io.confluenceconnector.simulator.platform;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where bytes go: the blob host with its pre-signed addresses, or the cluster-local path with the blob's key. */
final class UploadEndpoint implements Endpoint {

    private static final List<String> CREDENTIALS = List.of("Authorization", "Cookie", "x-service-id", "x-user-id", "x-company-id");
    private static final String KEY = "key=";

    private final Uploads uploads;
    private final RecordedRequest.Target target;

    UploadEndpoint(Uploads uploads, RecordedRequest.Target target) {
        this.uploads = uploads;
        this.target = target;
    }

    @Override
    public RecordedRequest.Target target() {
        return target;
    }

    @Override
    public Call receive(HttpExchange exchange) {
        boolean scoped = target == RecordedRequest.Target.SCOPED_UPLOAD;
        Optional<Uploads.Slot> slot = scoped ? scoped(exchange) : uploads.atPath(exchange.getRequestURI().getRawPath());
        return new SimpleCall(List.of(scoped ? Operations.SCOPED_UPLOAD : Operations.UPLOAD),
                slot.map(Uploads.Slot::contentKey).orElse(""), scoped, () -> upload(exchange, slot));
    }

    private Optional<Uploads.Slot> scoped(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null || !query.startsWith(KEY) ? Optional.empty() : uploads.atScopedKey(query.substring(KEY.length()));
    }

    private Answer upload(HttpExchange exchange, Optional<Uploads.Slot> found) throws IOException {
        Requests.requireMethod(exchange, "PUT");
        Uploads.Slot slot = found.orElseThrow(() -> HttpRefusal.expected(404, "no registration waits for bytes here"));
        long length = check(exchange.getRequestHeaders(), slot);
        if (target == RecordedRequest.Target.UPLOAD && !slot.query().equals(exchange.getRequestURI().getRawQuery())) {
            throw new HttpRefusal(403, "the signature is wrong");
        }
        if (target == RecordedRequest.Target.UPLOAD && uploads.expired(slot)) {
            throw HttpRefusal.expected(403, "the signature has expired");
        }
        uploads.receive(slot, exchange.getRequestBody(), length);
        return Answer.empty(201);
    }

    private static long check(Headers headers, Uploads.Slot slot) {
        for (String name : CREDENTIALS) {
            if (headers.containsKey(name)) {
                throw new HttpRefusal(403, "an upload carries " + name);
            }
        }
        if (headers.containsKey("Transfer-Encoding") || !headers.containsKey("Content-Length")) {
            throw new HttpRefusal(411, "an upload without Content-Length");
        }
        if (!"BlockBlob".equals(headers.getFirst("x-ms-blob-type"))) {
            throw new HttpRefusal(400, "an upload without x-ms-blob-type: BlockBlob");
        }
        String type = headers.getFirst("Content-Type");
        if (type == null || !Requests.mediaType(type).equals(Requests.mediaType(slot.mimeType()))) {
            throw new HttpRefusal(400, "an upload's Content-Type must be the registered " + slot.mimeType() + ", not " + type);
        }
        return Long.parseLong(headers.getFirst("Content-Length"));
    }
}
