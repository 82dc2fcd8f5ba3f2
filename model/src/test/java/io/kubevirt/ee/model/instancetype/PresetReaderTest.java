package io.kubevirt.ee.model.instancetype;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.model.v1.VirtualMachine;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a machine's references lead, and what its status is to say of it. */
class PresetReaderTest {
    private final Map<String, VirtualMachineInstancetype> instancetypes = new TreeMap<>();
    private final Map<String, VirtualMachineInstancetype> revisions = new TreeMap<>();

    private final PresetSource source =
            new PresetSource() {
                @Override
                public Optional<VirtualMachineInstancetype> instancetype(
                        PresetKind kind, String namespace, String name) {
                    String where = kind.namespaced() ? namespace : "-";
                    return Optional.ofNullable(instancetypes.get(where + "/" + name));
                }

                @Override
                public Optional<VirtualMachinePreference> preference(
                        PresetKind kind, String namespace, String name) {
                    return Optional.empty();
                }

                @Override
                public Optional<VirtualMachineInstancetype> instancetypeRevision(
                        String namespace, String revision) {
                    return Optional.ofNullable(revisions.get(namespace + "/" + revision));
                }

                @Override
                public Optional<VirtualMachinePreference> preferenceRevision(
                        String namespace, String revision) {
                    return Optional.empty();
                }
            };

    private static VirtualMachineInstancetype instancetype(String kind, int processors) {
        return Yamls.read(
                VirtualMachineInstancetype.class,
                ("{kind: %s, metadata: {name: small, uid: it-1, generation: 3, labels: {a: b}},"
                                + " spec: {cpu: {guest: %d}, memory: {guest: 64Mi}}}")
                        .formatted(kind, processors));
    }

    private static VirtualMachine vm(String references, String status) {
        return Yamls.read(
                VirtualMachine.class,
                "{metadata: {name: till, namespace: shop, uid: vm-1}, spec: {%s, template: {}}, status: %s}"
                        .formatted(references, status));
    }

    private Lookup<VirtualMachineInstancetypeSpec> read(VirtualMachine vm) {
        return new PresetReader(source).read(vm).instancetype();
    }

    private static int processors(Lookup<VirtualMachineInstancetypeSpec> lookup) {
        return lookup.found().orElseThrow().cpu().guest();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "VirtualMachineClusterInstancetype, 1",
        "virtualmachineclusterinstancetypes, 1",
        "VirtualMachineInstancetype, 2",
        "virtualmachineinstancetype, 2"
    })
    void theKindSaysWhetherItIsTheClustersOrTheNamespaces(String kind, int processors) {
        instancetypes.put("-/small", instancetype("VirtualMachineClusterInstancetype", 1));
        instancetypes.put("shop/small", instancetype("VirtualMachineInstancetype", 2));
        assertThat(
                        processors(
                                read(
                                        vm(
                                                "instancetype: {name: small, kind: '%s'}"
                                                        .formatted(kind),
                                                "{}"))))
                .isEqualTo(processors);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instancetype: {name: '../../secrets/token'}",
                "instancetype: {name: '..'}",
                "instancetype: {name: ''}",
                "instancetype: {name: small, revisionName: '../secrets/token'}",
                "instancetype: {name: small, revisionName: 'a?b#c %s%n'}"
            })
    void whatCanBeNoNameIsNotThereAndIsNotLookedFor(String reference) {
        PresetSource asked =
                (PresetSource)
                        Proxy.newProxyInstance(
                                PresetSource.class.getClassLoader(),
                                new Class<?>[] {PresetSource.class},
                                (proxy, method, arguments) -> {
                                    throw new AssertionError("asked for " + arguments[1]);
                                });
        assertThat(new PresetReader(asked).read(vm(reference, "{}")).isMissing()).isTrue();
    }

    @Test
    void whatIsFoundIsToBeKeptUnderKubevirtsName() {
        instancetypes.put("-/small", instancetype("VirtualMachineClusterInstancetype", 1));
        var found =
                (Lookup.Found<VirtualMachineInstancetypeSpec>)
                        read(vm("instancetype: {name: small}", "{}"));
        V1ControllerRevision revision = found.toStore().orElseThrow();
        assertThat(revision.getMetadata().getName()).isEqualTo("till-small-v1beta1-it-1-3");
        assertThat(revision.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(revision.getMetadata().getOwnerReferences())
                .singleElement()
                .matches(owner -> owner.getUid().equals("vm-1") && owner.getController());
        assertThat(revision.getMetadata().getLabels())
                .containsOnly(
                        Map.entry("instancetype.kubevirt.io/object-generation", "3"),
                        Map.entry(
                                "instancetype.kubevirt.io/object-kind",
                                "VirtualMachineClusterInstancetype"),
                        Map.entry("instancetype.kubevirt.io/object-name", "small"),
                        Map.entry("instancetype.kubevirt.io/object-uid", "it-1"),
                        Map.entry("instancetype.kubevirt.io/object-version", "v1beta1"));
        assertThat(Yamls.json(revision.getData()))
                .contains("\"kind\":\"VirtualMachineClusterInstancetype\"", "\"guest\":1")
                .contains("\"apiVersion\":\"instancetype.kubevirt.io/v1beta1\"")
                .doesNotContain("\"a\":\"b\"");
        assertThat(found.ref().name()).isEqualTo("small");
        assertThat(found.ref().kind()).isEqualTo("virtualmachineclusterinstancetype");
        assertThat(found.ref().controllerRevisionRef().name())
                .isEqualTo("till-small-v1beta1-it-1-3");
    }

    @Test
    void aRecordedRevisionIsUsedWhateverBecameOfTheObject() {
        instancetypes.put("-/small", instancetype("VirtualMachineClusterInstancetype", 8));
        revisions.put("shop/rev", instancetype("VirtualMachineClusterInstancetype", 1));
        VirtualMachine vm =
                vm(
                        "instancetype: {name: small}",
                        "{instancetypeRef: {name: small, kind: virtualmachineclusterinstancetype,"
                                + " controllerRevisionRef: {name: rev}}}");
        assertThat(processors(read(vm))).isEqualTo(1);
        assertThat(new PresetReader(source).read(vm).isToPin(vm)).isFalse();
    }

    @Test
    void anotherNameOrKindLeavesTheRecordedRevisionBehind() {
        instancetypes.put("-/small", instancetype("VirtualMachineClusterInstancetype", 8));
        revisions.put("shop/rev", instancetype("VirtualMachineInstancetype", 1));
        for (String recorded :
                new String[] {
                    "{name: large, kind: virtualmachineclusterinstancetype}",
                    "{name: small, kind: VirtualMachineInstancetype}"
                }) {
            VirtualMachine vm =
                    vm(
                            "instancetype: {name: small}",
                            "{instancetypeRef: %s, controllerRevisionRef: {name: rev}}}"
                                    .formatted(recorded.substring(0, recorded.length() - 1)));
            assertThat(processors(read(vm))).as(recorded).isEqualTo(8);
            assertThat(new PresetReader(source).read(vm).isToPin(vm)).isTrue();
        }
    }

    @Test
    void theUsersRevisionGoesFirstAndIsRecorded() {
        revisions.put("shop/mine", instancetype("VirtualMachineInstancetype", 5));
        VirtualMachine vm =
                vm(
                        "instancetype: {name: small, kind: VirtualMachineInstancetype,"
                                + " revisionName: mine}",
                        "{}");
        Presets presets = new PresetReader(source).read(vm);
        assertThat(processors(presets.instancetype())).isEqualTo(5);
        assertThat(presets.toStore()).isEmpty();
        assertThat(presets.isToPin(vm)).isTrue();
        assertThat(presets.pinned(vm.status()).instancetypeRef().controllerRevisionRef().name())
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {name: none}                                       | virtualmachineclusterinstancetypes.instancetype.kubevirt.io "none" not found
                    {name: none, kind: VirtualMachineInstancetype}     | virtualmachineinstancetypes.instancetype.kubevirt.io "none" not found
                    {name: none, kind: Deployment}                     | got unexpected kind in InstancetypeMatcher: Deployment
                    {name: none, revisionName: gone}                   | controllerrevisions.apps "gone" not found
                    {name: none, revisionName: other}                  | controllerrevisions.apps "other" holds no instancetype
                    {name: none, revisionName: hollow}                 | controllerrevisions.apps "hollow" holds no instancetype
                    """)
    void whatLeadsToNothingSaysWhy(String reference, String why) {
        revisions.put(
                "shop/other",
                Yamls.read(VirtualMachineInstancetype.class, "{kind: StatefulSet, spec: {}}"));
        revisions.put(
                "shop/hollow",
                Yamls.read(
                        VirtualMachineInstancetype.class,
                        "{kind: VirtualMachineInstancetype, spec: {memory: {guest: 1Gi}}}"));
        assertThat(read(vm("instancetype: " + reference, "{}")))
                .isEqualTo(new Lookup.Missing<>(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{instancetypeRef: {name: small}}"})
    void aMachineWithoutReferencesHasNoneInItsStatus(String status) {
        VirtualMachine vm = vm("runStrategy: Always", status);
        Presets presets = new PresetReader(source).read(vm);
        assertThat(presets.isToPin(vm)).isEqualTo(vm.status().instancetypeRef() != null);
        assertThat(presets.pinned(vm.status()).instancetypeRef()).isNull();
        assertThat(Presets.names(vm)).isEmpty();
    }

    @Test
    void instancesAreNamedAfterWhatTheirMachineRefersTo() {
        assertThat(
                        Presets.names(
                                vm(
                                        "instancetype: {name: small}, preference: {name: linux,"
                                                + " kind: VirtualMachinePreference}",
                                        "{}")))
                .containsOnly(
                        Map.entry("kubevirt.io/cluster-instancetype-name", "small"),
                        Map.entry("kubevirt.io/preference-name", "linux"));
    }
}
