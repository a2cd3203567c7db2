package io.confluenceconnector.logging;

/** How a {@link LogLine} is laid out. */
interface LineFormat {
    /** The line with its line end. */
    String line(LogLine line);
}
