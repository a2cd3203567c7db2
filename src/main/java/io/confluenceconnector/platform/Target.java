package io.confluenceconnector.platform;

/** The two services of the platform, in the words of the metrics' {@code target} label. */
public enum Target {
    INGESTION("ingestion"), SCOPE_MANAGEMENT("scopeManagement");

    private final String label;

    Target(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
