package io.confluenceconnector.tenant;

import io.confluenceconnector.routes.RouteTunables;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.Main;

import java.util.Map;
import java.util.Properties;

/**
 * A Camel Main whose settings are those of its one file, the tunables of the routes and what it is given. Camel itself would let
 * variables, system properties and the files that these name replace any of them: open tracers, clients and routes (S9, S13, S24),
 * or make an active tenant a deleted one (P16).
 */
final class TenantMain extends Main {

    private static final String SETTINGS = "classpath:application.properties";

    private final Properties own = new Properties();

    /** @param settings placeholders of the routes, which nothing replaces */
    TenantMain(Map<String, String> settings) {
        own.putAll(RouteTunables.changed());
        own.putAll(settings);
        configure().withAutoConfigurationEnvironmentVariablesEnabled(false).withAutoConfigurationSystemPropertiesEnabled(false);
    }

    @Override
    protected void configurePropertiesService(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.addLocation(SETTINGS);
        properties.setOverrideProperties(own);
    }
}
