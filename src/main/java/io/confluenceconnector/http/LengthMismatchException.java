package io.confluenceconnector.http;

import java.io.IOException;

/** A source that holds another number of bytes than was declared for it: the upload is broken off, never cut or padded. */
public final class LengthMismatchException extends IOException {

    LengthMismatchException(long declaredBytes, String arrived) {
        super("Expected " + declaredBytes + " bytes as declared, but " + arrived + " arrived");
    }
}
