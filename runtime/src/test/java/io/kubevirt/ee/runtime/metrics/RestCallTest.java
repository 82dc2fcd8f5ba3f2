package io.kubevirt.ee.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestCallTest {
    @ParameterizedTest
    @CsvSource({
        "GET, api/v1/pods, false, list, pods",
        "GET, api/v1/namespaces/n/pods/p, false, get, pods",
        "GET, api/v1/namespaces/n/pods, true, watch, pods",
        "GET, api/v1/namespaces, false, list, namespaces",
        "GET, api/v1/namespaces/n, false, get, namespaces",
        "PATCH, apis/kubevirt.io/v1/namespaces/n/virtualmachines/v/status, false, patch, virtualmachines/status",
        "POST, apis/kubevirt.io/v1/namespaces/n/virtualmachineinstances, false, create, virtualmachineinstances",
        "PUT, apis/coordination.k8s.io/v1/namespaces/n/leases/l, false, update, leases",
        "DELETE, api/v1/namespaces/n/pods/p, false, delete, pods",
        "DELETE, api/v1/namespaces/n/pods, false, deletecollection, pods",
        "PATCH, api/v1/nodes/secret-name, false, patch, nodes",
        "GET, version, false, get, none",
        "GET, apis, false, get, none",
        "GET, '', false, get, none"
    })
    void aRequestIsNamedByVerbAndKindAndNeverByObject(
            String method, String path, boolean watch, String verb, String resource) {
        assertThat(RestCall.of(method, List.of(path.split("/")), watch))
                .isEqualTo(new RestCall(verb, resource));
    }
}
