package io.confluenceconnector.config;

/** How the files of a space are laid out in the platform: all of them directly in the scope of their space. */
public enum IngestionMode implements Choice {
    FLAT
}
