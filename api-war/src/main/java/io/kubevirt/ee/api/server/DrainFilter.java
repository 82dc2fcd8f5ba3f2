package io.kubevirt.ee.api.server;

import io.kubevirt.ee.api.health.Drain;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * While the server is about to end, each answer closes its connection. kube-apiserver keeps
 * connections and would send requests through them until they break, and a write whose connection
 * breaks is not sent again.
 */
public class DrainFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject private transient Drain drain;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (drain.began() && request.getHeader("Upgrade") == null) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
