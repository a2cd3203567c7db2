package io.confluenceconnector.plan;

/**
 * Colours for a terminal; elsewhere the text stays as it is.
 *
 * @param wanted whether a person at a terminal reads along
 */
record Colours(boolean wanted) {

    String heading(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    String problem(String text) {
        return styled("1;31", text);
    }

    /** Green adds, yellow changes, red takes away, magenta keeps what somebody may not expect to be kept. */
    String of(PlannedAction action, String text) {
        return styled(switch (action) {
            case INGEST -> "32";
            case UPDATE, MOVE, INGEST_AGAIN, REFRESH_LABELS -> "33";
            case DELETE -> "31";
            case VETO, PENDING, HOLD, UNANSWERED -> "35";
            case SKIP -> "2";
        }, text);
    }

    private String styled(String code, String text) {
        return wanted ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
