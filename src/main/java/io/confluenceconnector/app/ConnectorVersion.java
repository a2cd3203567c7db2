package io.confluenceconnector.app;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/** The version that the build wrote into the jar. */
final class ConnectorVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"confluence-connector " + current()};
    }

    static String current() {
        return Optional.ofNullable(ConnectorVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
