package io.confluenceconnector.config;

/** The two editions of Confluence, which differ in API, credentials and URLs. */
public enum InstanceType implements Choice {
    CLOUD, DATA_CENTER;

    @Override
    public String text() {
        return Choice.super.text().replace('_', '-');
    }
}
