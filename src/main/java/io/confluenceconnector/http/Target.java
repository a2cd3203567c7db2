package io.confluenceconnector.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request goes, in the one spelling that addresses are compared in: lower-case host without a closing dot,
 * explicit port, path segments decoded and without their parameters, as servers see them.
 *
 * <p>Addresses that could mean different things to us and to a server are refused: dot segments in any encoding, user
 * info, a path that is no valid percent encoding. The query is left out on purpose: it may hold a signature.
 */
record Target(String scheme, String host, int port, List<String> segments) {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern SLASH = Pattern.compile("[/\\\\]");

    Target {
        segments = List.copyOf(segments);
    }

    static Target of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new GuardViolationException("S5", "only http and https URLs are sent to, not '" + scheme + "'");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new GuardViolationException("S5", "a URL needs a plain host name, without user info");
        }
        if (url.getPort() == 0 || url.getPort() > LARGEST_PORT) {
            throw new GuardViolationException("S5", "a URL needs a port from 1 to " + LARGEST_PORT);
        }
        String host = bareHost(url.getHost());
        int standardPort = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return new Target(scheme, host, url.getPort() < 0 ? standardPort : url.getPort(), segmentsOf(url.getRawPath()));
    }

    /** A host name without brackets, closing dot and capitals. */
    static String bareHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String bare = lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** Whether the host is this machine by its spelling alone, without asking a name server. */
    boolean isLoopback() {
        return literalAddress().filter(kind -> kind == AddressKind.LOOPBACK).isPresent();
    }

    /** The kind of address that the host spells out, when it is not a name. */
    Optional<AddressKind> literalAddress() {
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return Optional.of(AddressKind.LOOPBACK);
        }
        return AddressKind.ofLiteral(host);
    }

    boolean sameOrigin(Target other) {
        return scheme.equals(other.scheme) && sameServer(other);
    }

    /** Whether this is at or below a base: same host and port, and path on a segment boundary. */
    boolean isBelow(Target base) {
        if (!sameServer(base) || segments.size() < base.segments.size()) {
            return false;
        }
        for (int i = 0; i < base.segments.size(); i++) {
            // ignoring case errs on the safe side where this forbids, and stays on the same host where it permits
            if (!segments.get(i).equalsIgnoreCase(base.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameServer(Target other) {
        return host.equals(other.host) && port == other.port;
    }

    /** Scheme, host and port. */
    String origin() {
        return scheme + "://" + host + ":" + port;
    }

    @Override
    public String toString() {
        return origin() + "/" + String.join("/", segments);
    }

    private static List<String> segmentsOf(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath == null ? new String[0] : rawPath.split("/")) {
            String withoutParameters = raw.contains(";") ? raw.substring(0, raw.indexOf(';')) : raw;
            for (String segment : SLASH.split(decode(withoutParameters))) {
                if (segment.equals(".") || segment.equals("..")) {
                    throw new GuardViolationException("S1", "the path of a request has dot segments");
                }
                if (!segment.isEmpty()) {
                    segments.add(segment);
                }
            }
        }
        return segments;
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GuardViolationException("S1", "the path of a request is not valid percent encoding");
        }
    }
}
