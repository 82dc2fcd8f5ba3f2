package io.kubevirt.ee.runtime.metrics;

import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Counts and times requests to the API server.
 *
 * @param meters where to
 */
public record RestCallMeter(Meters meters) implements Interceptor {
    private static final String NO_ANSWER = "<error>";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        HttpUrl url = request.url();
        boolean watch = "true".equals(url.queryParameter("watch"));
        RestCall call = RestCall.of(request.method(), url.pathSegments(), watch);
        long began = System.nanoTime();
        String code = NO_ANSWER;
        try {
            Response response = chain.proceed(request);
            code = Integer.toString(response.code());
            return response;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            meters.observe(RuntimeMetrics.REST_LATENCY, took, call.verb(), call.resource());
            count(RuntimeMetrics.REST_REQUESTS, code, request.method(), call);
            count(RuntimeMetrics.REST_REQUESTS_PLAIN, code, request.method(), call);
        }
    }

    private void count(Metric metric, String code, String method, RestCall call) {
        meters.count(metric, code, method, call.resource(), call.verb());
    }
}
