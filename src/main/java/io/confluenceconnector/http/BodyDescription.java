package io.confluenceconnector.http;

import org.apache.hc.core5.http.EntityDetails;

/** The text form of everything that carries content: media type and size, never the content (S12). */
final class BodyDescription {

    private BodyDescription() {
    }

    static String of(EntityDetails body) {
        return of(body.getContentType(), body.getContentLength());
    }

    static String of(String contentType, long length) {
        String type = contentType == null ? "unknown type" : contentType.replaceAll("[;\\s].*", "");
        return "[" + type + ", " + (length < 0 ? "unknown size" : length + " bytes") + "]";
    }
}
