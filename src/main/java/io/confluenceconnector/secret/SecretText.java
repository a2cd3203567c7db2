package io.confluenceconnector.secret;

/** What makes a text usable as a secret (B30). */
final class SecretText {

    private SecretText() {
    }

    /** The text without the white space around it, which files and Kubernetes secrets like to end with. */
    static String usable(String text, String where) throws UnavailableSecretException {
        String value = text.strip();
        if (value.isEmpty()) {
            throw new UnavailableSecretException(where + " is empty");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new UnavailableSecretException(
                    where + " holds a line break or another control character inside the value");
        }
        return value;
    }
}
