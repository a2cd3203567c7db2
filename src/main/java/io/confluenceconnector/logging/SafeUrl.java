package io.confluenceconnector.logging;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows of a URL only scheme, host, port and path template (S10): user, query and fragment are dropped, and each segment
 * that is not a fixed word of the APIs we call becomes {@code {}}.
 */
public final class SafeUrl {

    private static final Pattern URL =
            Pattern.compile("\\b(https?|wss?)://([^\\s/?#\"'<>\\\\]*)([^\\s?#\"'<>\\\\]*)(?:[?#][^\\s\"'<>]*)?",
                    Pattern.CASE_INSENSITIVE);

    private static final Set<String> FIXED_SEGMENTS = Set.of(
            "wiki", "rest", "api", "v1", "v2", "ex", "confluence", "oauth", "oauth2", "latest", "token", "accessible-resources",
            "content", "search", "scan", "child", "attachment", "attachments", "label", "labels", "space", "spaces", "pages",
            "page", "blogposts", "descendants", "user", "current", "settings", "systemInfo", "server-information", "applinks",
            "manifest", "download", "file", "binary", "graphql", "ingestion", "scope-management", "file-diff", "upload",
            "health", "probe", "metrics");

    private SafeUrl() {
    }

    /** Replaces every URL in a text. */
    public static String replaceIn(String text) {
        return text.contains("://") ? URL.matcher(text).replaceAll(SafeUrl::template) : text;
    }

    private static String template(MatchResult url) {
        String authority = url.group(2);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return Matcher.quoteReplacement(url.group(1) + "://" + host + pathTemplate(url.group(3)));
    }

    private static String pathTemplate(String path) {
        return Pattern.compile("/").splitAsStream(path)
                .map(segment -> segment.isEmpty() || FIXED_SEGMENTS.contains(segment) ? segment : "{}")
                .collect(Collectors.joining("/"));
    }
}
