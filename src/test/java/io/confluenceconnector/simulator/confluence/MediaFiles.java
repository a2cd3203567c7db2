package io.confluenceconnector.simulator.confluence;

import io.confluenceconnector.simulator.confluence.SimAttachment.Revision;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Cloud's media host: serves files to whoever holds the token in the query, and to nobody with another credential. */
final class MediaFiles {

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

    /** What a media token opens. */
    private record Ticket(SimAttachment attachment, Revision revision, Instant expires) {
    }

    private final Timeline timeline;
    private final Traffic traffic;
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
    private volatile boolean chunked;

    MediaFiles(Timeline timeline, Traffic traffic) {
        this.timeline = timeline;
        this.traffic = traffic;
    }

    void chunked(boolean newChunked) {
        chunked = newChunked;
    }

    /** Path and query of one download. */
    String ticketFor(SimAttachment attachment, Revision revision) {
        Instant now = timeline.tokenTime();
        tickets.values().removeIf(ticket -> ticket.expires().isBefore(now));
        String token = traffic.secret(UUID.randomUUID().toString());
        tickets.put(token, new Ticket(attachment, revision, now.plus(TOKEN_LIFETIME)));
        return "/file/" + attachment.fileId() + "/binary?token=" + token + "&client=simulated&dl=true&name="
                + Product.percentEncoded(attachment.title);
    }

    Router router() {
        return new Router().getUnlimited("/file/{fileId}/binary", this::binary);
    }

    private Reply binary(Call call) {
        if (call.header("Authorization").isPresent()) {
            traffic.violation("Authorization header at the media host");
            return Reply.text(403, "text/plain", "Forbidden");
        }
        Ticket ticket = call.parameter("token").map(tickets::get)
                .filter(found -> found.attachment().fileId().equals(call.variable("fileId")))
                .filter(found -> found.expires().isAfter(timeline.tokenTime()))
                .orElseThrow(() -> new Refusal(Reply.text(403, "text/plain", "token is not valid")));
        return Reply.file(ticket.attachment().mediaType.orElse("application/octet-stream"),
                ticket.revision().bytes(), chunked);
    }
}
