package io.confluenceconnector.simulator.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The pre-signed addresses in force, and what was uploaded to them. Bytes are summed up, not kept. */
final class Uploads {

    private static final int BUFFER = 256 * 1024;
    private static final int LARGEST_KEPT_BODY = 1024 * 1024;

    private final Map<String, Slot> byPath = new ConcurrentHashMap<>();
    private final Map<String, Slot> byScopedKey = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Switches switches;
    private final UnaryOperator<String> newSecret;
    private String blobUrl = "";

    /** @param newSecret hears of each credential that is made */
    Uploads(Clock clock, Switches switches, UnaryOperator<String> newSecret) {
        this.clock = clock;
        this.switches = switches;
        this.newSecret = newSecret;
    }

    void blobUrl(String url) {
        blobUrl = url;
    }

    /** What one upload left behind. */
    record Received(long bytes, String checksum, Optional<byte[]> body) { }

    /** One registration's place for bytes. */
    static final class Slot {
        private final String contentKey;
        private final String mimeType;
        private final String path;
        private final String scopedKey;
        private final String query;
        private final String writeUrl;
        private final String readUrl;
        private final Instant expiry;
        private volatile Received received;

        private Slot(String contentKey, String mimeType, String path, String scopedKey, String signature, Instant expiry,
                String blobUrl) {
            this.contentKey = contentKey;
            this.mimeType = mimeType;
            this.path = "/container" + path;
            this.scopedKey = encode(scopedKey);
            this.query = "key=" + this.scopedKey + "&se=" + encode(expiry.toString()) + "&sig=" + encode(signature);
            this.writeUrl = blobUrl + this.path + "?" + query;
            this.readUrl = blobUrl + "/readable" + path;
            this.expiry = expiry;
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }

        String contentKey() {
            return contentKey;
        }

        String mimeType() {
            return mimeType;
        }

        String query() {
            return query;
        }

        String writeUrl() {
            return writeUrl;
        }

        String readUrl() {
            return readUrl;
        }

        Instant expiry() {
            return expiry;
        }

        Optional<Received> received() {
            return Optional.ofNullable(received);
        }
    }

    /** A fresh slot; the blob's key holds characters that suffer when they are decoded or encoded once too often. */
    Slot open(String contentId, int registration, String contentKey, String mimeType) {
        byte[] signature = new byte[33];
        random.nextBytes(signature);
        Slot slot = new Slot(contentKey, mimeType, "/" + contentId + "/" + registration,
                "company/" + contentId + " " + registration + "+%25", newSecret.apply(Base64.getEncoder().encodeToString(signature)) + "+/=",
                clock.instant().plus(switches.writeUrlLifetime), blobUrl);
        byPath.put(slot.path, slot);
        byScopedKey.put(slot.scopedKey, slot);
        return slot;
    }

    void close(Slot slot) {
        byPath.remove(slot.path);
        byScopedKey.remove(slot.scopedKey);
    }

    Optional<Slot> atPath(String rawPath) {
        return Optional.ofNullable(byPath.get(rawPath));
    }

    Optional<Slot> atScopedKey(String encodedKey) {
        return Optional.ofNullable(byScopedKey.get(encodedKey));
    }

    boolean expired(Slot slot) {
        return !clock.instant().isBefore(slot.expiry());
    }

    /** Takes the bytes in; nothing is left behind when they end early. */
    void receive(Slot slot, InputStream body, long length) throws IOException {
        Checksum.Running checksum = switches.checksum.start();
        boolean keep = switches.keepBodies && length <= LARGEST_KEPT_BODY;
        byte[] buffer = new byte[(int) Math.max(1, Math.min(length, keep ? LARGEST_KEPT_BODY : BUFFER))];
        long bytes = 0;
        int read;
        while (bytes < length && (read = body.readNBytes(buffer, 0, (int) Math.min(buffer.length, length - bytes))) > 0) {
            checksum.update(buffer, read);
            bytes += read;
        }
        if (bytes < length) {
            throw new IOException("the upload ended after " + bytes + " of " + length + " bytes");
        }
        slot.received = new Received(bytes, checksum.hex(), keep ? Optional.of(Arrays.copyOf(buffer, (int) bytes)) : Optional.empty());
    }

    /** Takes bytes in that are at hand. */
    void receive(Slot slot, byte[] bytes) {
        try {
            receive(slot, new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the rest of a refused request, within reason, so that its client sees the answer. */
    static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = 64L * 1024 * 1024; left > 0;) {
            int read = body.read(buffer);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }
}
