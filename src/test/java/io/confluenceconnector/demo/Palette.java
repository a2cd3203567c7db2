package io.confluenceconnector.demo;

/**
 * Colours for a terminal; elsewhere the text stays as it is.
 *
 * @param coloured whether a person at a terminal reads along
 */
record Palette(boolean coloured) {

    String strong(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    String title(String text) {
        return styled("1;36", text);
    }

    String good(String text) {
        return styled("32", text);
    }

    String bad(String text) {
        return styled("1;31", text);
    }

    private String styled(String code, String text) {
        return coloured ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
