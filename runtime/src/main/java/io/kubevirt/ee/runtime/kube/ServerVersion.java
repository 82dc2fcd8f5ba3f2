package io.kubevirt.ee.runtime.kube;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.VersionApi;
import io.kubernetes.client.openapi.models.VersionInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;

/** What the API server says of itself: the cheapest question that it answers to anybody known. */
public final class ServerVersion {
    private final ApiClient client;
    private final Duration deadline;

    /**
     * @param client for requests
     * @param deadline how long the answer may take
     */
    public ServerVersion(ApiClient client, Duration deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /**
     * The API server's version, such as v1.36.1.
     *
     * @throws KubeException when it does not answer in time
     */
    public String ask() {
        try {
            Call call = new VersionApi(client).getCode().buildCall(null);
            call.timeout().timeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return client.<VersionInfo>execute(call, VersionInfo.class).getData().getGitVersion();
        } catch (ApiException thrown) {
            throw KubeErrors.translate("get version", thrown);
        }
    }
}
