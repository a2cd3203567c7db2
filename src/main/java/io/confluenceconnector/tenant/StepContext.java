package io.confluenceconnector.tenant;

import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.logging.LogContext;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.MDC;

import java.util.Optional;

/**
 * Has each step of a route begin with the tenant, the cycle and the route on its thread's log lines (S15, S18): from the context
 * and the cycle itself, and not from texts that an edited route could set (S10).
 *
 * <p>What a step leaves there, the next one replaces, whichever thread it runs on. The pools of a context belong to its tenant;
 * the threads that call in from outside clean up behind themselves.
 */
final class StepContext implements InterceptStrategy {

    private final String tenantName;

    StepContext(String tenantName) {
        this.tenantName = tenantName;
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target, Processor next) {
        Optional<String> routeId = Optional.ofNullable(ProcessorDefinitionHelper.getRouteId(step));
        return new DelegateAsyncProcessor(AsyncProcessorConverterHelper.convert(target)) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                new LogContext(tenantName, cycleId(exchange.getProperty(SyncCycle.PROPERTY)), routeId).set();
                return super.process(exchange, callback);
            }
        };
    }

    private static Optional<String> cycleId(Object cycle) {
        if (cycle instanceof SyncCycle ours) {
            return Optional.of(ours.id());
        }
        boolean hidden = cycle != null; // by a route that put something else there
        return hidden ? Optional.ofNullable(MDC.get(LogContext.CYCLE_ID)) : Optional.empty();
    }
}
