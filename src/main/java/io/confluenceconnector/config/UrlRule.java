package io.confluenceconnector.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a URL in the configuration must look like.
 *
 * @param httpAllowed  whether plain HTTP may go to other hosts than this machine
 * @param pathAllowed  whether anything may follow host and port
 * @param slashAllowed whether it may end with a slash; not where paths are appended
 */
record UrlRule(boolean httpAllowed, boolean pathAllowed, boolean slashAllowed) {

    /** The address of a single service, such as that of a token. */
    static final UrlRule ADDRESS = new UrlRule(false, true, true);
    /** Something that paths are appended to. */
    static final UrlRule BASE = new UrlRule(false, true, false);
    /** Something that paths are appended to, inside a cluster. */
    static final UrlRule CLUSTER_BASE = new UrlRule(true, true, false);
    /** A host, and a port if need be. */
    static final UrlRule SITE = new UrlRule(false, false, false);

    /** What is wrong with a URL and what would be right. */
    record Violation(String problem, String remedy) {
    }

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    /** The rule that the text breaks, if any. */
    Optional<Violation> check(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return violation("is not a URL", example());
        }
        if (url.getHost() == null || !"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
            return violation("is not a web address", example());
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            return violation("holds a user, a query or a fragment", "Write only scheme, host, port and path");
        }
        if ("http".equals(url.getScheme()) && !httpAllowed && !isLoopback(url)) {
            return violation("is not encrypted", corrected(url));
        }
        if (!slashAllowed && text.endsWith("/")) {
            return violation("ends with a slash", corrected(url));
        }
        if (!pathAllowed && !url.getRawPath().isEmpty()) {
            return violation("holds a path, which a site of Confluence Cloud has not", corrected(url));
        }
        return Optional.empty();
    }

    /** With every mistake corrected, so that nobody is sent from one to the next. */
    private String corrected(URI url) {
        String scheme = httpAllowed || isLoopback(url) ? url.getScheme() : "https";
        String path = pathAllowed ? url.getRawPath() : "";
        return "Write " + scheme + "://" + url.getRawAuthority() + (slashAllowed ? path : path.replaceAll("/+$", ""));
    }

    private static Optional<Violation> violation(String problem, String remedy) {
        return Optional.of(new Violation(problem, remedy));
    }

    private String example() {
        return "Write for example https://confluence.example.com" + (pathAllowed ? "/wiki" : "");
    }

    private static boolean isLoopback(URI url) {
        return LOOPBACK_HOST.matcher(url.getHost()).matches();
    }

    /** The same address in one spelling: host in lower case, no default port. */
    static String oneSpelling(URI url) {
        boolean defaultPort = url.getPort() == ("https".equals(url.getScheme()) ? 443 : 80);
        String port = url.getPort() < 0 || defaultPort ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + url.getRawPath();
    }
}
