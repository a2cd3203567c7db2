package io.confluenceconnector.metrics;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.gateway.CallName;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.RemoteSystem;
import io.confluenceconnector.ingestion.ItemIngestion;
import io.confluenceconnector.platform.PlatformRequest;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

import java.time.Duration;

/**
 * Measures every send of a tenant's routes to a remote system, and counts what is sent again. GraphQL reports failures with
 * status 200, so that a send to the platform counts once its whole try has ended, the reading of the answer included.
 */
public final class RequestMeter extends EventNotifierSupport {

    /** The route that sends to the platform and reads the answer. */
    private static final String PLATFORM_TRY = "direct://platform-attempt";
    private static final String PLATFORM_SEND = "platformSend";

    private final TenantMetrics metrics;

    public RequestMeter(TenantMetrics metrics) {
        this.metrics = metrics;
        setupIgnore(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeSentEvents(false);
        setIgnoreExchangeSendingEvents(false); // Camel measures only sends whose beginning somebody wants to hear of
        setIgnoreExchangeRedeliveryEvents(false);
        setIgnoreExchangeFailedEvents(false); // Camel 4.18 asks this one before it tells of a redelivery
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeRedeliveryEvent
                || event instanceof ExchangeSendingEvent sending && isMeasured(sending.getEndpoint())
                || event instanceof ExchangeSentEvent sent && isMeasured(sent.getEndpoint());
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent && isPlatformTry(sent.getEndpoint())) {
            platformTried(sent.getExchange());
        } else if (event instanceof ExchangeSentEvent sent) {
            RemoteSystem.ofEndpoint(sent.getEndpoint().getEndpointUri()).ifPresent(system ->
                    sent(system, sent.getExchange(), Duration.ofMillis(sent.getTimeTaken())));
        } else if (event instanceof ExchangeRedeliveryEvent redelivery) {
            retried(redelivery.getExchange());
        }
    }

    private void sent(RemoteSystem system, Exchange exchange, Duration took) {
        String call = CallName.of(exchange, system);
        if (call.equals(PlatformRequest.PING)) {
            return; // of a health check
        }
        OptionalStatus status = status(exchange);
        boolean succeeded = status.code() / 100 == 2;
        switch (system) {
            case CONFLUENCE -> {
                metrics.confluenceRequest(call, status, took);
                if (status.is(429) || status.is(503) && exchange.getMessage().getHeader("Retry-After") != null) {
                    metrics.throttled();
                }
            }
            case PLATFORM -> exchange.setProperty(PLATFORM_SEND, new PlatformSend(call, status, took));
            case CONFLUENCE_TOKEN -> metrics.tokenRequest(RemoteSystem.CONFLUENCE, succeeded);
            case PLATFORM_TOKEN -> metrics.tokenRequest(RemoteSystem.PLATFORM, succeeded);
            case UPLOAD -> uploaded(exchange.getProperty(ItemIngestion.UPLOAD, ItemIngestion.Upload.class), succeeded, took);
        }
    }

    private record PlatformSend(String operation, OptionalStatus status, Duration took) {
    }

    private void platformTried(Exchange exchange) {
        if (exchange.removeProperty(PLATFORM_SEND) instanceof PlatformSend send) {
            metrics.platformRequest(send.operation(), send.status(), exchange.getException() == null, send.took());
        }
    }

    private void uploaded(ItemIngestion.Upload upload, boolean succeeded, Duration took) {
        if (upload != null && upload.item() instanceof Attachment) {
            metrics.attachmentUpload(took);
        }
        if (upload != null && succeeded) {
            metrics.uploaded(upload.description().byteSize());
        }
    }

    private void retried(Exchange exchange) {
        RemoteSystem.ofEndpoint(exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class)).ifPresent(system ->
                metrics.retried(system, RetryReason.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))));
    }

    /** None when the send failed: the header would be that of an earlier answer. */
    private static OptionalStatus status(Exchange exchange) {
        return exchange.getException() != null ? OptionalStatus.NONE
                : new OptionalStatus(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class));
    }

    private static boolean isMeasured(Endpoint endpoint) {
        return isPlatformTry(endpoint) || RemoteSystem.ofEndpoint(endpoint.getEndpointUri()).isPresent();
    }

    private static boolean isPlatformTry(Endpoint endpoint) {
        return endpoint.getEndpointUri().equals(PLATFORM_TRY);
    }
}
