package io.confluenceconnector.cluster;

/** Somebody else was faster; look again. */
final class LeaseChangedException extends Exception {
    private static final long serialVersionUID = 1L;

    LeaseChangedException(String lease) {
        super("The Lease " + lease + " was changed by another pod");
    }
}
