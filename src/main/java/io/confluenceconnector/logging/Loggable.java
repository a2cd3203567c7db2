package io.confluenceconnector.logging;

/**
 * A value of ours whose text form is made of our own words and tells nothing of content or people, so that routes may log
 * it and messages may name it (S10). What a route can make itself, such as a text, is never one.
 */
public interface Loggable {

    /** What may stand in any log line, message or label. */
    @Override
    String toString();
}
