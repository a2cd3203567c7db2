package io.confluenceconnector.http;

import org.apache.hc.core5.http.EntityDetails;

import java.util.regex.Pattern;

/** The text form of everything that carries content: media type and size, never the content (S12). */
final class BodyDescription {

    private static final Pattern PARAMETERS = Pattern.compile("[;\\s].*");

    private BodyDescription() {
    }

    static String of(EntityDetails body) {
        return of(body.getContentType(), body.getContentLength());
    }

    static String of(String contentType, long length) {
        String type = contentType == null ? "unknown type" : PARAMETERS.matcher(contentType).replaceAll("");
        return "[" + type + ", " + (length < 0 ? "unknown size" : length + " bytes") + "]";
    }
}
