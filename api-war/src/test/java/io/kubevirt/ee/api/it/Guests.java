package io.kubevirt.ee.api.it;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Machines and instances that a test makes, under names of their own. */
final class Guests {
    static final String MACHINES = "/apis/kubevirt.io/v1/namespaces/default/virtualmachines";
    static final String INSTANCES =
            "/apis/kubevirt.io/v1/namespaces/default/virtualmachineinstances";
    static final String SUBRESOURCES = "/apis/subresources.kubevirt.io/v1/namespaces/default";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Guests() {}

    static String newName(String what) {
        return what + "-" + COUNT.incrementAndGet();
    }

    /** A machine that admission lets in. */
    static JsonObject machine(String name, String runStrategyOrRunning) {
        return Manifests.one(
                """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %s}
                spec:
                  %s
                  template:
                    spec:
                      domain:
                        devices: {}
                        resources: {requests: {memory: 1024Mi}}
                """
                        .formatted(name, runStrategyOrRunning));
    }

    /** An instance that admission lets in. */
    static JsonObject instance(String name) {
        return Manifests.one(
                """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata: {name: %s}
                spec:
                  domain:
                    devices: {}
                    resources: {requests: {memory: 1024Mi}}
                """
                        .formatted(name));
    }

    /** Makes a machine. */
    static String withMachine(String runStrategyOrRunning) throws Exception {
        String name = newName("vm");
        require(
                Stage.current().administrator().post(MACHINES, machine(name, runStrategyOrRunning)),
                201);
        return name;
    }

    /** Makes an instance as virt-controller does, and sets its status. */
    static void withInstance(String name, String status) throws Exception {
        Http controller = Stage.current().controller();
        require(controller.post(INSTANCES, instance(name)), 201);
        require(
                controller.mergePatch(INSTANCES + "/" + name, "{\"status\": %s}".formatted(status)),
                200);
    }

    static JsonObject read(String path) throws Exception {
        return require(Stage.current().administrator().get(path), 200).json();
    }

    static Http.Answer require(Http.Answer answer, int code) {
        if (answer.code() != code) {
            throw new AssertionError(answer.code() + " instead of " + code + ": " + answer.body());
        }
        return answer;
    }

    /** Waits until the API server has found virt-api behind the subresources' group. */
    static void awaitSubresources(Duration atMost) throws Exception {
        Http administrator = Stage.current().administrator();
        Awaitility.await("the API server has found virt-api")
                .atMost(atMost)
                .until(() -> administrator.get("/apis/subresources.kubevirt.io/v1").code() == 200);
    }
}
