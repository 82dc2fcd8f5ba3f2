package io.kubevirt.ee.controller.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretList;
import io.kubevirt.ee.controller.certificate.CertificateStore;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.ResourceType;
import io.kubevirt.ee.runtime.loop.Key;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates in Secrets of the components' namespace. */
final class ApiCertificateStore implements CertificateStore {
    private static final Key PUBLISHED_TRUST =
            new Key("kube-system", "extension-apiserver-authentication");

    private final String namespace;
    private final ResourceApi<V1Secret, V1SecretList> secrets;
    private final ResourceApi<V1ConfigMap, V1ConfigMapList> configMaps;
    private final TrustBundleWriter trust;

    /**
     * @param client for requests
     * @param namespace the components' namespace
     */
    ApiCertificateStore(ApiClient client, String namespace) {
        this.namespace = namespace;
        this.secrets =
                new ResourceApi<>(
                        client,
                        new ResourceType<>(
                                V1Secret.class, V1SecretList.class, "", "v1", "secrets"));
        this.configMaps =
                new ResourceApi<>(
                        client,
                        new ResourceType<>(
                                V1ConfigMap.class, V1ConfigMapList.class, "", "v1", "configmaps"));
        this.trust = new TrustBundleWriter(client);
    }

    @Override
    public Map<String, byte[]> read(String name) {
        return secrets.get(new Key(namespace, name))
                .map(secret -> Absent.map(secret.getData()))
                .orElse(Map.of());
    }

    @Override
    public void write(String name, Map<String, byte[]> data) {
        Key key = new Key(namespace, name);
        Optional<V1Secret> known = secrets.get(key);
        if (known.isEmpty()) {
            secrets.create(
                    new V1Secret()
                            .metadata(new V1ObjectMeta().namespace(namespace).name(name))
                            .type("Opaque")
                            .data(data));
            return;
        }
        secrets.mergePatch(key, replacement(known.get(), data));
    }

    /** A merge patch that leaves exactly {@code data}, if nobody else wrote meanwhile. */
    private static JsonObject replacement(V1Secret known, Map<String, byte[]> data) {
        JsonObject values = new JsonObject();
        Absent.map(known.getData()).keySet().forEach(file -> values.add(file, JsonNull.INSTANCE));
        data.forEach(
                (file, bytes) ->
                        values.addProperty(file, Base64.getEncoder().encodeToString(bytes)));
        JsonObject metadata = new JsonObject();
        metadata.addProperty("resourceVersion", known.getMetadata().getResourceVersion());
        JsonObject patch = new JsonObject();
        patch.add("metadata", metadata);
        patch.add("data", values);
        return patch;
    }

    @Override
    public PublishedTrust publishedTrust() {
        Map<String, String> published =
                configMaps
                        .get(PUBLISHED_TRUST)
                        .map(map -> Absent.map(map.getData()))
                        .orElse(Map.of());
        String authorities = published.getOrDefault("requestheader-client-ca-file", "");
        String names = published.getOrDefault("requestheader-allowed-names", "[]");
        String clients = published.getOrDefault("client-ca-file", "");
        return new PublishedTrust(
                authorities.getBytes(StandardCharsets.US_ASCII),
                JsonParser.parseString(names).getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList(),
                clients.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void trust(byte[] bundle) {
        trust.write(
                bundle,
                List.of("v1.subresources.kubevirt.io", "v1alpha3.subresources.kubevirt.io"));
    }
}
