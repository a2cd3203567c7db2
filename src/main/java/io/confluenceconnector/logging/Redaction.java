package io.confluenceconnector.logging;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: the registered values of this process, and whatever looks like a credential (S9).
 *
 * <p>It is the last filter, for what slipped through; nothing relies on it alone, and it rather takes out too much.
 */
public final class Redaction {

    /** What stands where a secret stood. */
    public static final String REDACTED = "[Redacted]";

    private static final SecretValues SECRETS = new SecretValues(2_000);

    private static final Set<String> SECRET_NAMES = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie",
            "x-api-key", "api-key", "apikey", "x-auth-token", "password", "passwd", "secret", "client_secret", "clientsecret",
            "token", "access_token", "accesstoken", "refresh_token", "id_token", "sig", "signature", "assertion");

    /** What follows a name: an equals sign or a colon, in clear, JSON, escaped JSON or URL-encoded. */
    private static final String ASSIGNED = "\\\\*[\"']?\\s*(?:[=:]|%3D)\\s*";
    /** A value: a quoted text, also with escaped quotes in it, or anything up to a delimiter. */
    private static final String VALUE = "(?:\\\\*\"[^\"]*(?:(?<=\\\\)\"[^\"]*){0,16}\"?|'[^'\\r\\n]*'?|[^\\s&<>,;)}\\]\"']+)";

    private static final Pattern HEADER = pattern("\\b(authorization|proxy-authorization|set-cookie2?|cookie2?|x-api-key"
            + "|api-key|x-auth-token)(" + ASSIGNED + ")[^\\r\\n]*");
    private static final Pattern SCHEME = pattern("\\b(bearer|basic)(\\s+|%20|\\+)"
            + "(?!(?:tokens?|auth\\w*|credentials?|scheme|access)\\b)[\\w.~+/=%-]{6,}");
    private static final Pattern PARAMETER = pattern("(?<![\\p{Alnum}])((?:x-(?:amz|goog)-(?:signature|credential|security-token)"
            + "|awsaccesskeyid|client[_-]?secret|(?:access|refresh|id|auth|security)[_-]?token|api[_-]?key|private[_-]?key"
            + "|client[_-]?assertion|password|passwd|pwd)" + ASSIGNED + "|(?:secret|token|jwt|assertion)\\s*(?:=|%3D)\\s*"
            + "|\\\\*[\"'](?:secret|token|jwt|assertion)\\\\*[\"']\\s*[=:]\\s*"
            + "|(?:sig|signature)(?:=|%3D))" + VALUE);
    private static final Pattern CODE = pattern("((?:^|[?&;]|%26|%3F)code(?:=|%3D))[^\\s&#\"'<>]+");
    private static final Pattern JWT = Pattern.compile("\\beyJ[\\w-]{5,}\\.[\\w-]{5,}(?:\\.[\\w-]*)*");
    private static final Pattern USER_INFO = pattern("(\\b[a-z][a-z0-9+.-]{0,20}://)[^/\\s@\"'<>]+@");

    private Redaction() {
    }

    /**
     * Makes a value known, so that it never appears in a log line again, neither in clear nor URL-encoded, Base64-encoded
     * or JSON-escaped. For secrets and tokens, at each use: the 2000 last used are kept. Not for pre-signed URLs, of which
     * there is one per item: URLs are cut to their template anyway. Values of fewer than four characters are not looked for.
     */
    public static void register(String secret) {
        SECRETS.add(secret);
    }

    /** The text without its secrets. */
    public static String redact(String text) {
        String redacted = SECRETS.replaceIn(text, REDACTED);
        return mayHoldCredentials(redacted) ? redactPatterns(redacted) : redacted;
    }

    /** The value of a field, header or parameter, of which the name alone may say that it is a secret. */
    public static String redact(String name, String value) {
        return SECRET_NAMES.contains(name.toLowerCase(Locale.ROOT)) ? REDACTED : redact(value);
    }

    private static String redactPatterns(String text) {
        String redacted = HEADER.matcher(text).replaceAll("$1$2" + REDACTED);
        redacted = SCHEME.matcher(redacted).replaceAll("$1$2" + REDACTED);
        redacted = PARAMETER.matcher(redacted).replaceAll("$1" + REDACTED);
        redacted = CODE.matcher(redacted).replaceAll("$1" + REDACTED);
        redacted = JWT.matcher(redacted).replaceAll(REDACTED);
        return USER_INFO.matcher(redacted).replaceAll("$1" + REDACTED + "@");
    }

    /** Every pattern needs an assignment, a blank or a JWT's beginning: most values have none. */
    private static boolean mayHoldCredentials(String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '=', ':', '%', ' ', '+' -> {
                    return true;
                }
                default -> {
                    // nothing that a credential needs
                }
            }
        }
        return text.contains("eyJ");
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }
}
