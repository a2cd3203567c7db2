package io.confluenceconnector.extension;

/** An extension route failed, or answered with something that means nothing: its item fails, and nothing else. */
public final class ExtensionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExtensionException(ExtensionPoint point, String what) {
        super("The extension routes/extensions/" + point.file() + " " + what);
    }

    ExtensionException(ExtensionPoint point, String what, Throwable cause) {
        super("The extension routes/extensions/" + point.file() + " " + what, cause);
    }
}
