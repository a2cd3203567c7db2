package io.confluenceconnector.gateway;

/** A 401 or 403 to a download: of a file that is hidden, or from a server that lets this account download nothing. */
public final class DownloadRefusedException extends PermanentException {
    private static final long serialVersionUID = 1L;

    DownloadRefusedException(String message, OptionalStatus status) {
        super(message, status);
    }
}
