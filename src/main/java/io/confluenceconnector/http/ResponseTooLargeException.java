package io.confluenceconnector.http;

import java.io.IOException;

/** An answer with more bytes than we are willing to hold in memory. */
public final class ResponseTooLargeException extends IOException {

    ResponseTooLargeException(long limitBytes) {
        super("The answer is larger than " + limitBytes + " bytes, the most that is read into memory");
    }
}
