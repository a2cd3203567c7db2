package io.confluenceconnector.tenant;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.management.DefaultManagementObjectNameStrategy;

import javax.management.ObjectName;

/**
 * Camel's names in JMX, with none for its tracer and its debugger, which are therefore not registered: both show and change
 * messages, and the debugger is there even when debugging is off (S8, S9, S12).
 */
final class NamesWithoutTracers extends DefaultManagementObjectNameStrategy {

    NamesWithoutTracers(CamelContext context) {
        setCamelContext(context);
    }

    @Override
    public ObjectName getObjectNameForTracer(CamelContext context, Service tracer) {
        return null;
    }
}
