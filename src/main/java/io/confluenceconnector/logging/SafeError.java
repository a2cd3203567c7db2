package io.confluenceconnector.logging;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.camel.http.base.HttpOperationFailedException;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be said about an error (S9, S10): our own messages redacted; of anybody else's only class, status, host and
 * path template, place, or a well-known sentence of the infrastructure, because their messages carry requests (B112).
 */
public final class SafeError {

    /** What stands for a message that is not ours. */
    public static final String WITHHELD = "[Withheld]";

    private static final String OUR_PACKAGES = "io.confluenceconnector.";
    private static final int MOST_ERRORS = 20;
    private static final int MOST_FRAMES = 60;
    /** Shorter messages, such as a number, would be found by chance. */
    private static final int SHORTEST_REPLACED = 4;
    /** How the HTTP client names the server that it could not reach. */
    private static final Pattern TARGET = Pattern.compile("^Connect to (https?://[\\p{Alnum}.-]+(?::\\d+)?)");
    private static final Pattern HOST = Pattern.compile("^[\\p{Alnum}](?:[\\p{Alnum}.-]{0,251}[\\p{Alnum}])?(?=$|:)");

    /** Sentences of JDK, TLS and HTTP client that an operator needs and that hold nothing of a request. */
    private static final List<String> WELL_KNOWN = List.of(
            "Connection refused", "Connection reset", "Connection timed out", "Connect timed out", "Connection is closed",
            "Read timed out", "Timeout deadline", "Network is unreachable", "Network unreachable", "No route to host",
            "Broken pipe", "failed to respond", "Premature end of Content-Length", "Premature end of chunk coded message body",
            "Unexpected end of file from server", "Temporary failure in name resolution", "Name or service not known",
            "Connection pool shut down", "Address already in use", "Permission denied", "Too many open files",
            "Read-only file system", "No space left on device", "No such file or directory", "Java heap space",
            "unable to find valid certification path to requested target", "PKIX path validation failed",
            "PKIX path building failed", "No subject alternative", "NotAfter", "Certificate expired",
            "doesn't match any of the subject alternative names", "Remote host terminated the handshake", "handshake_failure",
            "protocol_version", "No appropriate protocol", "Unsupported or unrecognized SSL message", "bad_certificate",
            "certificate_unknown", "Proxy Authentication Required", "Unable to tunnel through proxy", "Stream closed");

    private SafeError() {
    }

    /** The message of one error; never null, and a text even if the error has none. */
    public static String message(Throwable error) {
        if (isOurs(error)) {
            String own = String.valueOf(error.getMessage());
            return SafeText.of(withoutForeignMessages(own, error));
        }
        if (error instanceof HttpOperationFailedException failed) {
            return SafeText.of("HTTP " + failed.getStatusCode() + " from " + failed.getUri());
        }
        if (error instanceof JsonProcessingException invalid && invalid.getLocation() != null) {
            JsonLocation place = invalid.getLocation();
            return "Invalid JSON at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
        }
        return foreignMessage(error);
    }

    /** Why something failed, for people: our own message, and the kind of anybody else's error. */
    public static String reason(Throwable error) {
        return isOurs(error) ? message(error) : error.getClass().getSimpleName();
    }

    /** The message and those of all causes that say more, in one line. */
    public static String describe(Throwable error) {
        StringBuilder description = new StringBuilder(message(error));
        causes(error).stream().skip(1).filter(cause -> saysMore(message(cause), description.toString()))
                .forEach(cause -> description.append("; caused by ").append(header(cause)));
        return description.toString();
    }

    /** Apart from the name of a server, which stands before it. */
    private static boolean saysMore(String message, String before) {
        int target = message.indexOf(" (http");
        return message.equals(WITHHELD) || !before.contains(target < 0 ? message : message.substring(0, target));
    }

    /** Class names, safe messages and frames, with causes and suppressed errors. */
    static String stackTrace(Throwable error) {
        StringBuilder trace = new StringBuilder();
        append(trace, error, "", "", Collections.newSetFromMap(new IdentityHashMap<>()));
        return trace.toString();
    }

    /** A text with the messages of an error and its causes in it, as libraries write them, without what may not be shown. */
    static String withoutForeignMessages(String text, Throwable error) {
        String cleaned = text;
        for (Throwable cause : causes(error)) {
            String message = cause.getMessage();
            if (!isOurs(cause) && message != null && message.length() >= SHORTEST_REPLACED) {
                cleaned = cleaned.replace(message, message(cause));
            }
        }
        return cleaned;
    }

    /** The part of a foreign text that may be shown. */
    static String wellKnownPartOf(String foreign) {
        String lower = foreign.toLowerCase(Locale.ROOT);
        return WELL_KNOWN.stream().filter(sentence -> lower.contains(sentence.toLowerCase(Locale.ROOT)))
                .findFirst().orElse(WITHHELD);
    }

    private static String foreignMessage(Throwable error) {
        String foreign = String.valueOf(error.getMessage());
        if (error instanceof UnknownHostException) {
            Matcher host = HOST.matcher(foreign);
            return host.find() ? SafeText.of("Unknown host " + host.group()) : "Unknown host";
        }
        Matcher target = TARGET.matcher(foreign);
        return wellKnownPartOf(foreign) + (target.find() ? SafeText.of(" (" + target.group(1) + ')') : "");
    }

    /** Our own exceptions carry messages that are fit for an operator; others may hold anything. */
    public static boolean isOurs(Throwable error) {
        return error.getClass().getName().startsWith(OUR_PACKAGES);
    }

    private static String header(Throwable error) {
        return error.getClass().getName() + ": " + message(error);
    }

    /** The error and its causes, also when they form a circle. */
    private static List<Throwable> causes(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = error; cause != null && chain.size() < MOST_ERRORS && seen.add(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    private static void append(StringBuilder trace, Throwable error, String indent, String relation, Set<Throwable> seen) {
        if (seen.size() >= MOST_ERRORS || !seen.add(error)) {
            return;
        }
        trace.append(indent).append(relation).append(ControlCharacters.escaped(header(error))).append('\n');
        StackTraceElement[] frames = error.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            trace.append(indent).append("\tat ").append(frames[i]).append('\n');
        }
        if (frames.length > MOST_FRAMES) {
            trace.append(indent).append("\t... ").append(frames.length - MOST_FRAMES).append(" more\n");
        }
        for (Throwable suppressed : error.getSuppressed()) {
            append(trace, suppressed, indent + '\t', "Suppressed: ", seen);
        }
        if (error.getCause() != null) {
            append(trace, error.getCause(), indent, "Caused by: ", seen);
        }
    }
}
