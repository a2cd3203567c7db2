package io.confluenceconnector.tenant;

import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.logging.LogContext;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Ordered;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.MDC;

/**
 * Has log lines name tenant, cycle and route of the step that is at work; camel-mdc, which runs around each step, cleans up
 * behind it. They come from the context and from the cycle itself, and not from texts that an edited route could set (S10, S15).
 */
final class WorkOnLines implements InterceptStrategy, Ordered {

    /** As camel-mdc calls it. */
    private static final String ROUTE_ID = "camel.routeId";

    /** Innermost, so that it has the last word. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target, Processor next) {
        String routeId = ProcessorDefinitionHelper.getRouteId(step);
        AsyncProcessor processor = AsyncProcessorConverterHelper.convert(target);
        return routeId == null ? target : new DelegateAsyncProcessor(processor) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                MDC.put(LogContext.TENANT_NAME, context.getName());
                if (exchange.getProperty(SyncCycle.PROPERTY) instanceof SyncCycle cycle) {
                    MDC.put(LogContext.CYCLE_ID, cycle.id());
                }
                MDC.put(ROUTE_ID, routeId);
                return super.process(exchange, callback);
            }
        };
    }
}
