package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.api.server.StatusAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/**
 * Refuses what is no media type before Jakarta REST sees it, which would answer with a text of its
 * own.
 */
public class MediaTypeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Problem> problem =
                problem(request, HttpHeaders.CONTENT_TYPE)
                        .or(() -> problem(request, HttpHeaders.ACCEPT));
        if (problem.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        StatusAnswer.write(
                response,
                problem.get().status(),
                Problem.MEDIA_TYPE,
                problem.get().json().toString());
    }

    private static Optional<Problem> problem(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .filter(value -> !isReadable(value))
                .findFirst()
                .map(value -> Problem.badRequest("the header " + header + " is no media type"));
    }

    private static boolean isReadable(String value) {
        try {
            Arrays.stream(value.split(",")).map(String::strip).forEach(MediaType::valueOf);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
