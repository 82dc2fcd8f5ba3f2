package io.kubevirt.ee.api.access;

import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.server.StatusAnswer;
import io.kubevirt.ee.api.status.ApiStatus;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Keeps the two ports apart: what is for one is not there on the other. */
public class DoorFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject private transient ApiConfig config;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Doors doors = new Doors(config.httpsPort(), config.restPort());
        if (doors.open(request.getLocalPort(), request.getRequestURI())) {
            chain.doFilter(request, response);
        } else {
            StatusAnswer.write(response, ApiStatus.unknownPath());
        }
    }
}
