package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.ApiClient;
import io.kubevirt.ee.controller.election.Term;
import io.kubevirt.ee.runtime.kube.ApiClients;
import io.kubevirt.ee.runtime.kube.ClusterAccess;
import io.kubevirt.ee.runtime.metrics.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Clients of the API server that the election asks for. */
final class Connections {
    private Connections() {}

    /** Whose calls end within a limit, whatever takes long: name, connection, answer. */
    static ApiClient brief(ClusterAccess access, Meters meters, Duration limit) throws IOException {
        ApiClient client = ApiClients.forRequests(access, meters);
        client.setHttpClient(client.getHttpClient().newBuilder().callTimeout(limit).build());
        return client;
    }

    /** Which sends nothing once the term is over. Calls on their way are for the caller to end. */
    static ApiClient within(Term term, ClusterAccess access, Meters meters) {
        try {
            ApiClient client = ApiClients.forRequests(access, meters);
            client.setHttpClient(
                    client.getHttpClient()
                            .newBuilder()
                            .addInterceptor(
                                    chain -> {
                                        if (!term.open()) {
                                            throw new IOException("this replica leads no longer");
                                        }
                                        return chain.proceed(chain.request());
                                    })
                            .build());
            return client;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
