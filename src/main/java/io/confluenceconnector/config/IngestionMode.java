package io.confluenceconnector.config;

import java.util.Locale;

/** How the files of a space are laid out in the platform: all of them directly in the scope of their space. */
public enum IngestionMode implements Choice {
    FLAT;

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
