package io.confluenceconnector.pageimages;

import java.util.Map;

/** The attributes of an {@code img}, as markup (P15). */
final class ImageAttributes {

    private ImageAttributes() {
    }

    /** Of a macro, from raw values, which stay as they were written. */
    static String of(Map<String, String> macro, String rawFileName) {
        String alt = macro.getOrDefault("ac:alt", "");
        return attribute("alt", alt.isBlank() ? rawFileName : alt) + attribute("title", macro.getOrDefault("ac:title", ""))
                + attribute("width", macro.getOrDefault("ac:width", ""))
                + attribute("height", macro.getOrDefault("ac:height", ""));
    }

    /** Of an image that no macro shows. */
    static String of(String fileName) {
        return attribute("alt", fileName.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    private static String attribute(String name, String raw) {
        return raw.isBlank() ? "" : " " + name + "=\"" + raw.replace("\"", "&quot;") + "\"";
    }
}
