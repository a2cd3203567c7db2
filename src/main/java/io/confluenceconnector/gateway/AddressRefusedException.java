package io.confluenceconnector.gateway;

/** A 403 of an upload address, which has expired or was used up: the item is registered once more for a fresh one (P10). */
public final class AddressRefusedException extends PermanentException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message, new OptionalStatus(403));
    }
}
