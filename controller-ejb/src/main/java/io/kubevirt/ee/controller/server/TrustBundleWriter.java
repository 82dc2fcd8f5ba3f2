package io.kubevirt.ee.controller.server;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.AdmissionregistrationV1WebhookClientConfig;
import io.kubernetes.client.openapi.models.V1APIService;
import io.kubernetes.client.openapi.models.V1APIServiceList;
import io.kubernetes.client.openapi.models.V1MutatingWebhookConfiguration;
import io.kubernetes.client.openapi.models.V1MutatingWebhookConfigurationList;
import io.kubernetes.client.openapi.models.V1ValidatingWebhookConfiguration;
import io.kubernetes.client.openapi.models.V1ValidatingWebhookConfigurationList;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.runtime.kube.JsonPatch;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.ResourceType;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Tells the API server which authority to trust when it calls virt-api. Objects that are not there
 * (yet) are passed over: the next round finds them.
 */
final class TrustBundleWriter {
    private static final String GROUP = "admissionregistration.k8s.io";
    private static final Key VALIDATOR = Key.ofCluster("virt-api-validator");
    private static final Key MUTATOR = Key.ofCluster("virt-api-mutator");

    private final ResourceApi<
                    V1ValidatingWebhookConfiguration, V1ValidatingWebhookConfigurationList>
            validators;
    private final ResourceApi<V1MutatingWebhookConfiguration, V1MutatingWebhookConfigurationList>
            mutators;
    private final ResourceApi<V1APIService, V1APIServiceList> services;

    TrustBundleWriter(ApiClient client) {
        validators =
                new ResourceApi<>(
                        client,
                        new ResourceType<>(
                                V1ValidatingWebhookConfiguration.class,
                                V1ValidatingWebhookConfigurationList.class,
                                GROUP,
                                "v1",
                                "validatingwebhookconfigurations"));
        mutators =
                new ResourceApi<>(
                        client,
                        new ResourceType<>(
                                V1MutatingWebhookConfiguration.class,
                                V1MutatingWebhookConfigurationList.class,
                                GROUP,
                                "v1",
                                "mutatingwebhookconfigurations"));
        services =
                new ResourceApi<>(
                        client,
                        new ResourceType<>(
                                V1APIService.class,
                                V1APIServiceList.class,
                                "apiregistration.k8s.io",
                                "v1",
                                "apiservices"));
    }

    /**
     * Writes the bundle wherever it differs.
     *
     * @param bundle PEM
     * @param apiServices names of the APIServices
     */
    void write(byte[] bundle, List<String> apiServices) {
        validators
                .get(VALIDATOR)
                .ifPresent(
                        found -> {
                            Patch patch = new Patch(bundle);
                            Absent.list(found.getWebhooks())
                                    .forEach(
                                            hook ->
                                                    patch.webhook(
                                                            hook.getName(),
                                                            hook.getClientConfig()));
                            if (patch.changes) {
                                validators.jsonPatch(VALIDATOR, patch.operations);
                            }
                        });
        mutators.get(MUTATOR)
                .ifPresent(
                        found -> {
                            Patch patch = new Patch(bundle);
                            Absent.list(found.getWebhooks())
                                    .forEach(
                                            hook ->
                                                    patch.webhook(
                                                            hook.getName(),
                                                            hook.getClientConfig()));
                            if (patch.changes) {
                                mutators.jsonPatch(MUTATOR, patch.operations);
                            }
                        });
        apiServices.forEach(name -> writeService(Key.ofCluster(name), bundle));
    }

    private void writeService(Key key, byte[] bundle) {
        services.get(key)
                .filter(service -> service.getSpec() != null)
                .filter(service -> !Arrays.equals(bundle, service.getSpec().getCaBundle()))
                .ifPresent(service -> services.mergePatch(key, servicePatch(bundle)));
    }

    private static JsonObject servicePatch(byte[] bundle) {
        JsonObject spec = new JsonObject();
        spec.addProperty("caBundle", Base64.getEncoder().encodeToString(bundle));
        JsonObject patch = new JsonObject();
        patch.add("spec", spec);
        return patch;
    }

    /** The bundle for each webhook of one configuration, by position, guarded by its name. */
    private static final class Patch {
        private final byte[] bundle;
        private final JsonPatch operations = new JsonPatch();
        private int index;
        private boolean changes;

        private Patch(byte[] bundle) {
            this.bundle = bundle;
        }

        private void webhook(String name, AdmissionregistrationV1WebhookClientConfig client) {
            String number = Integer.toString(index++);
            if (Arrays.equals(bundle, client.getCaBundle())) {
                return;
            }
            changes = true;
            operations
                    .test(JsonPatch.pointer("webhooks", number, "name"), name)
                    .add(
                            JsonPatch.pointer("webhooks", number, "clientConfig", "caBundle"),
                            Base64.getEncoder().encodeToString(bundle));
        }
    }
}
