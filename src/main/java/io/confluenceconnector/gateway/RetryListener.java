package io.confluenceconnector.gateway;

/** Hears of every retry: metrics count them. */
@FunctionalInterface
public interface RetryListener {

    /**
     * @param call   path template or operation name
     * @param reason a status code, {@code timeout}, {@code connection} or {@code answer}
     */
    void retried(String call, String reason);
}
