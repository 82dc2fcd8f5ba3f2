package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.instancetype.Lookup;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.instancetype.Yamls;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine is reviewed as what it refers to makes it. */
class MachineReviewTest {
    private static final String DOMAIN = "{devices: {}}";
    private static final InstancetypeStatusRef REF =
            new InstancetypeStatusRef(null, null, null, "any", "any");

    private static VirtualMachine vm(String references, String domain) {
        return Yamls.read(
                VirtualMachine.class,
                "{metadata: {name: till}, spec: {runStrategy: Always, %s, template: {spec: {domain: %s}}}}"
                        .formatted(references, domain));
    }

    private static <S> Lookup<S> lookup(String yaml, Class<S> type) {
        return switch (yaml) {
            case "none" -> new Lookup.None<>();
            case "missing" -> new Lookup.Missing<>("not there");
            default -> new Lookup.Found<>(Yamls.read(type, yaml), REF, Optional.empty());
        };
    }

    private static List<Refusal> review(VirtualMachine vm, String instancetype, String preference) {
        return Admission.review(
                vm,
                any ->
                        new Presets(
                                lookup(instancetype, VirtualMachineInstancetypeSpec.class),
                                lookup(preference, VirtualMachinePreferenceSpec.class)));
    }

    @Test
    void aSizeOfTheInstancetypeIsEnough() {
        assertThat(
                        review(
                                vm("instancetype: {name: small}", DOMAIN),
                                "{cpu: {guest: 1}, memory: {guest: 64Mi}}",
                                "none"))
                .isEmpty();
    }

    @Test
    void oneWithoutMetadataIsRefusedAndNothingIsLookedUpForIt() {
        VirtualMachine vm =
                VirtualMachineBuilder.builder(vm("instancetype: {name: small}", DOMAIN))
                        .metadata(null)
                        .build();
        assertThat(
                        Admission.review(
                                vm,
                                any -> {
                                    throw new AssertionError("looked up");
                                }))
                .isNotEmpty();
    }

    @Test
    void oneWhoseSpecIsTakenAwayIsRefused() {
        VirtualMachine before = vm("instancetype: {name: small}", DOMAIN);
        VirtualMachine after = VirtualMachineBuilder.builder(before).spec(null).build();
        assertThat(Admission.review(before, after, any -> Presets.NONE))
                .extracting(Refusal::field)
                .containsExactly("spec");
    }

    @Test
    void aMissingInstancetypeIsWaitedForAndTheRestIsReviewed() {
        assertThat(review(vm("instancetype: {name: small}", DOMAIN), "missing", "none")).isEmpty();
        assertThat(
                        review(
                                vm(
                                        "instancetype: {name: small}",
                                        "{devices: {}, cpu: {cores: -1}}"),
                                "missing",
                                "none"))
                .extracting(Refusal::field)
                .containsExactly("spec.template.spec.domain.cpu.cores");
    }

    @Test
    void aMissingPreferenceDoesNotReplaceTheMemory() {
        assertThat(review(vm("preference: {name: linux}", DOMAIN), "none", "{}"))
                .extracting(Refusal::field)
                .containsExactly("spec.template.spec.domain.memory.guest");
    }

    @Test
    void aConflictHasKubevirtsReasonFieldAndWords() {
        assertThat(
                        review(
                                vm(
                                        "instancetype: {name: small}",
                                        "{devices: {}, memory: {guest: 1Gi}}"),
                                "{cpu: {guest: 1}, memory: {guest: 64Mi}}",
                                "none"))
                .containsExactly(
                        new Refusal(
                                Cause.INVALID,
                                "spec.template.spec.domain.memory.guest",
                                "VM field(s) spec.template.spec.domain.memory.guest conflicts with"
                                        + " selected instance type"));
    }

    @Test
    void whatTheInstancetypeAsksForAndIsNotSupportedIsRefusedInItsName() {
        assertThat(
                        review(
                                vm("instancetype: {name: big}", DOMAIN),
                                "{cpu: {guest: 1}, memory: {guest: 1Gi}, gpus: [{name: g, deviceName: example.com/gpu}]}",
                                "none"))
                .singleElement()
                .matches(one -> one.field().equals("spec.template.spec.domain.devices.gpus"))
                .matches(one -> one.reason() == Cause.NOT_SUPPORTED)
                .matches(
                        one ->
                                one.message()
                                        .endsWith(
                                                "(stated by the instancetype or the preference)"));
    }

    /** Template's domain, instancetype, preference, field, message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {devices: {}} | {cpu: {guest: 1}, memory: {guest: 1Gi}} | {requirements: {cpu: {guest: 2}}} | spec.instancetype | insufficient CPU resources of 1 vCPU provided by instance type, preference requires 2 vCPU
                    {devices: {}} | {cpu: {guest: 2}, memory: {guest: 1Gi}} | {requirements: {memory: {guest: 2Gi}}} | spec.instancetype | insufficient Memory resources of 1Gi provided by instance type, preference requires 2Gi
                    {devices: {}, memory: {guest: 1Gi}} | none | {requirements: {memory: {guest: 2Gi}}} | spec.template.spec.domain.memory | insufficient Memory resources of 1Gi provided by VirtualMachine, preference requires 2Gi
                    {devices: {}, memory: {guest: 1Gi}, cpu: {cores: 4}} | none | {requirements: {cpu: {guest: 2}}} | spec.template.spec.domain.cpu.sockets | insufficient CPU resources of 1 vCPU provided by VirtualMachine, preference requires 2 vCPU provided as sockets
                    {devices: {}, memory: {guest: 1Gi}} | none | {cpu: {preferredCPUTopology: cores}, requirements: {cpu: {guest: 2}}} | spec.template.spec.domain.cpu.cores | insufficient CPU resources of 1 vCPU provided by VirtualMachine, preference requires 2 vCPU provided as cores
                    {devices: {}, memory: {guest: 1Gi}} | none | {cpu: {preferredCPUTopology: threads}, requirements: {cpu: {guest: 2}}} | spec.template.spec.domain.cpu.threads | insufficient CPU resources of 1 vCPU provided by VirtualMachine, preference requires 2 vCPU provided as threads
                    {devices: {}, memory: {guest: 1Gi}, cpu: {cores: 2}} | none | {cpu: {preferredCPUTopology: any}, requirements: {cpu: {guest: 4}}} | spec.template.spec.domain.cpu.cores, spec.template.spec.domain.cpu.sockets, spec.template.spec.domain.cpu.threads | insufficient CPU resources of 2 vCPU provided by VirtualMachine, preference requires 4 vCPU provided as cores, sockets and threads
                    {devices: {}, memory: {guest: 1Gi}, cpu: {cores: 2}} | none | {cpu: {preferredCPUTopology: spread}, requirements: {cpu: {guest: 4}}} | spec.template.spec.domain.cpu.sockets, spec.template.spec.domain.cpu.cores | insufficient CPU resources of 2 vCPU provided by VirtualMachine, preference requires 4 vCPU provided as SocketsCores
                    {devices: {}, memory: {guest: 1Gi}} | none | {requirements: {architecture: arm64}} | spec.template.spec.architecture | preference requires architecture arm64 but amd64 is being requested
                    """)
    void anUnmetRequirementHasKubevirtsReasonFieldAndWords(
            String domain, String instancetype, String preference, String field, String message) {
        String references =
                instancetype.equals("none")
                        ? "preference: {name: p}"
                        : "instancetype: {name: i}, preference: {name: p}";
        assertThat(review(vm(references, domain), instancetype, preference))
                .containsExactly(
                        new Refusal(
                                Cause.NOT_FOUND,
                                field,
                                "failure checking preference requirements: " + message));
    }

    @Test
    void metRequirementsPass() {
        assertThat(
                        review(
                                vm("instancetype: {name: i}, preference: {name: p}", DOMAIN),
                                "{cpu: {guest: 2}, memory: {guest: 1Gi}}",
                                "{requirements: {cpu: {guest: 2}, memory: {guest: 1Gi},"
                                        + " architecture: amd64}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    instancetype: {kind: a}                     | FieldValueNotFound | spec.instancetype      | Either Name or InferFromVolume should be provided within the instancetype matcher
                    preference: {}                              | FieldValueNotFound | spec.preference        | Either Name or InferFromVolume should be provided within the preference matcher
                    preference: {name: a, inferFromVolume: b}   | FieldValueNotFound | spec.preference.name   | Name should not be provided when InferFromVolume is used within the preference matcher
                    """)
    void aReferenceMustNameOneThing(String reference, String reason, String field, String message) {
        assertThat(review(vm(reference, DOMAIN), "none", "none"))
                .singleElement()
                .matches(one -> one.reason().value().equals(reason))
                .isEqualTo(new Refusal(Cause.NOT_FOUND, field, message));
    }

    @Test
    void inferringFromAVolumeIsNotSupported() {
        assertThat(
                        review(
                                vm(
                                        "instancetype: {inferFromVolume: root}",
                                        "{devices: {}, memory: {guest: 1Gi}}"),
                                "missing",
                                "none"))
                .extracting(Refusal::reason, Refusal::field)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Cause.NOT_SUPPORTED, "spec.instancetype.inferFromVolume"));
    }

    @Test
    void anotherNameNeedsAnotherRevision() {
        VirtualMachine before = vm("instancetype: {name: a, revisionName: r}", DOMAIN);
        VirtualMachine after = vm("instancetype: {name: b, revisionName: r}", DOMAIN);
        String size = "{cpu: {guest: 1}, memory: {guest: 64Mi}}";
        Presets presets =
                new Presets(
                        lookup(size, VirtualMachineInstancetypeSpec.class), new Lookup.None<>());
        assertThat(Admission.review(before, after, any -> presets))
                .containsExactly(
                        new Refusal(
                                Cause.INVALID,
                                "spec.instancetype.revisionName",
                                "the Matcher Name has been updated without updating the"
                                        + " RevisionName"));
        VirtualMachine cleared = vm("instancetype: {name: b}", DOMAIN);
        assertThat(Admission.review(before, cleared, any -> presets)).isEmpty();
    }
}
