package io.confluenceconnector.ingestion;

import io.confluenceconnector.gateway.TransientException;

/** A page of HTML with status 200 where a file should come: how some servers refuse a download, and some proxies fail. */
final class LoginPageException extends TransientException {
    private static final long serialVersionUID = 1L;

    LoginPageException() {
        super("Confluence sent a page of HTML instead of the attachment, probably its login page: this authentication may not"
                + " download attachments.");
    }
}
