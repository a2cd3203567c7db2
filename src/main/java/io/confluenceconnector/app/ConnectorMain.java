package io.confluenceconnector.app;

/** Entry point of the connector process. */
public final class ConnectorMain {
    private ConnectorMain() {
    }

    public static void main(String[] arguments) {
        throw new UnsupportedOperationException();
    }
}
