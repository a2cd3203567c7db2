package io.confluenceconnector.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Lets requests pass as long as this process may work for the tenant (P20). Asked at the last moment, when
 * the connection is there, it also holds for a process that stood still for a while and goes on as if no time had passed.
 */
record SendPermit(BooleanSupplier permitted) implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!permitted.getAsBoolean()) {
            throw new GuardViolationException("P20", "this process may no longer hold the tenant's Lease");
        }
        return chain.proceed(request, scope);
    }
}
