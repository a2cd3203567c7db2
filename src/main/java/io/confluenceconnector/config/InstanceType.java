package io.confluenceconnector.config;

import java.util.Locale;

/** The two editions of Confluence that differ in API, credentials and URLs. */
public enum InstanceType implements Choice {
    CLOUD, DATA_CENTER;

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
