package io.kubevirt.ee.model.instancetype;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a template, an instancetype and a preference make together; nothing is attached unasked. */
class AppliedTest {
    private static final String SMALL = "{cpu: {guest: 1}, memory: {guest: 64Mi}}";
    private static final InstancetypeStatusRef REF =
            new InstancetypeStatusRef(null, null, null, "any", "any");

    private static <S> Lookup<S> lookup(String yaml, Class<S> type) {
        return yaml.isEmpty()
                ? new Lookup.None<>()
                : new Lookup.Found<>(Yamls.read(type, yaml), REF, Optional.empty());
    }

    private static Applied applied(String template, String instancetype, String preference) {
        return Applied.to(
                Yamls.read(VirtualMachineInstanceTemplateSpec.class, template),
                new Presets(
                        lookup(instancetype, VirtualMachineInstancetypeSpec.class),
                        lookup(preference, VirtualMachinePreferenceSpec.class)),
                spec -> spec);
    }

    private static String spec(String domain) {
        return "{spec: {domain: " + domain + "}}";
    }

    private static void assertDomain(Applied applied, String domain) {
        assertThat(applied.conflicts()).isEmpty();
        String expected =
                Yamls.json(
                        Yamls.read(VirtualMachineInstanceTemplateSpec.class, spec(domain))
                                .spec()
                                .domain());
        assertThat(JsonParser.parseString(Yamls.json(applied.template().spec().domain())))
                .isEqualTo(JsonParser.parseString(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                        | {sockets: 4, cores: 1, threads: 1}
                    {cpu: {preferredCPUTopology: sockets}}                    | {sockets: 4, cores: 1, threads: 1}
                    {cpu: {preferredCPUTopology: preferAny}}                  | {sockets: 4, cores: 1, threads: 1}
                    {cpu: {preferredCPUTopology: cores}}                      | {sockets: 1, cores: 4, threads: 1}
                    {cpu: {preferredCPUTopology: preferThreads}}              | {sockets: 1, cores: 1, threads: 4}
                    {cpu: {preferredCPUTopology: spread}}                     | {sockets: 2, cores: 2, threads: 1}
                    {preferSpreadSocketToCoreRatio: 4, cpu: {preferredCPUTopology: spread}} | {sockets: 1, cores: 4, threads: 1}
                    {cpu: {preferredCPUTopology: spread, spreadOptions: {across: CoresThreads}}} | {sockets: 1, cores: 2, threads: 2}
                    {cpu: {preferredCPUTopology: spread, spreadOptions: {across: SocketsCoresThreads, ratio: 1}}} | {sockets: 2, cores: 1, threads: 2}
                    """)
    void processorsAreLaidOutAsPreferred(String preference, String cpu) {
        assertDomain(
                applied(
                        spec("{devices: {}}"),
                        "{cpu: {guest: 4}, memory: {guest: 64Mi}}",
                        preference),
                "{devices: {}, memory: {guest: 64Mi}, cpu: " + cpu + "}");
    }

    @Test
    void anInstancetypeStatesAllOfASize() {
        Applied applied =
                applied(
                        "{metadata: {annotations: {a: b}}, spec: {domain: {devices: {}}}}",
                        "{cpu: {guest: 1, model: host-model, dedicatedCPUPlacement: true,"
                                + " maxSockets: 4}, memory: {guest: 200Mi, overcommitPercent: 25,"
                                + " maxGuest: 1Gi}, ioThreadsPolicy: shared, ioThreads:"
                                + " {supplementalPoolThreadCount: 2}, nodeSelector: {disk: fast},"
                                + " schedulerName: own, annotations: {c: d}, gpus: [{name: g}]}",
                        "");
        assertDomain(
                applied,
                "{devices: {gpus: [{name: g}]}, cpu: {sockets: 1, cores: 1, threads: 1,"
                        + " model: host-model, dedicatedCpuPlacement: true, maxSockets: 4},"
                        + " memory: {guest: 200Mi, maxGuest: 1Gi},"
                        + " resources: {requests: {memory: 150Mi}},"
                        + " ioThreadsPolicy: shared, ioThreads: {supplementalPoolThreadCount: 2}}");
        assertThat(applied.template().spec().nodeSelector()).containsEntry("disk", "fast");
        assertThat(applied.template().spec().schedulerName()).isEqualTo("own");
        assertThat(applied.template().metadata().getAnnotations())
                .containsEntry("a", "b")
                .containsEntry("c", "d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {domain: {devices: {}, cpu: {cores: 2}}}                              | {}                                    | spec.template.spec.domain.cpu.cores
                    {domain: {devices: {}, cpu: {sockets: 1}}}                            | {}                                    | spec.template.spec.domain.cpu.sockets
                    {domain: {devices: {}, cpu: {threads: 1}}}                            | {}                                    | spec.template.spec.domain.cpu.threads
                    {domain: {devices: {}, cpu: {model: a}}}                              | {cpu: {guest: 1, model: b}}           | spec.template.spec.domain.cpu.model
                    {domain: {devices: {}, resources: {requests: {cpu: 1}}}}              | {}                                    | spec.template.spec.domain.resources.requests.cpu
                    {domain: {devices: {}, resources: {limits: {cpu: 1}}}}                | {}                                    | spec.template.spec.domain.resources.limits.cpu
                    {domain: {devices: {}, memory: {guest: 1Gi}}}                         | {}                                    | spec.template.spec.domain.memory.guest
                    {domain: {devices: {}, resources: {requests: {memory: 1Gi}}}}         | {}                                    | spec.template.spec.domain.resources.requests.memory
                    {domain: {devices: {}, ioThreadsPolicy: auto}}                        | {ioThreadsPolicy: shared}             | spec.template.spec.domain.ioThreadsPolicy
                    {domain: {devices: {gpus: [{name: a}]}}}                              | {gpus: [{name: b}]}                   | spec.template.spec.domain.devices.gpus
                    {domain: {devices: {}}, nodeSelector: {a: b}}                         | {nodeSelector: {a: b}}                | spec.template.spec.nodeSelector
                    {domain: {devices: {}}, schedulerName: mine}                          | {schedulerName: own}                  | spec.template.spec.schedulerName
                    """)
    void whatBothStateIsAConflictAtTheTemplatesField(String template, String more, String field) {
        String base =
                more.contains("cpu:")
                        ? "memory: {guest: 1Gi}"
                        : SMALL.substring(1, SMALL.length() - 1);
        String instancetype = more.equals("{}") ? SMALL : "{" + base + ", " + more.substring(1);
        Applied applied = applied("{spec: " + template + "}", instancetype, "");
        assertThat(applied.conflicts())
                .containsExactly(
                        new Conflict(
                                field,
                                "VM field(s) " + field + " conflicts with selected instance type"));
    }

    @Test
    void anAnnotationOfAnotherValueIsAConflictAndOneOfTheSameIsNot() {
        String template = "{metadata: {annotations: {a: b}}, spec: {domain: {devices: {}}}}";
        String with = "{cpu: {guest: 1}, memory: {guest: 1Gi}, annotations: {a: %s}}";
        assertThat(applied(template, with.formatted("b"), "").conflicts()).isEmpty();
        assertThat(applied(template, with.formatted("c"), "").conflicts())
                .extracting(Conflict::field)
                .containsExactly("annotations.a");
    }

    @Test
    void allConflictsAreToldAtOnce() {
        assertThat(
                        applied(
                                        spec(
                                                "{devices: {}, cpu: {cores: 2}, memory: {guest:"
                                                        + " 1Gi}}"),
                                        SMALL,
                                        "")
                                .conflicts())
                .extracting(Conflict::field)
                .containsExactly(
                        "spec.template.spec.domain.cpu.cores",
                        "spec.template.spec.domain.memory.guest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    5 | {cpu: {preferredCPUTopology: spread}} | 5 vCPUs provided by the instance type are not divisible by the Spec.PreferSpreadSocketToCoreRatio or Spec.CPU.PreferSpreadOptions.Ratio of 2 provided by the preference
                    5 | {cpu: {preferredCPUTopology: spread, spreadOptions: {across: CoresThreads}}} | 5 vCPUs provided by the instance type are not divisible by the number of threads per core 2
                    6 | {cpu: {preferredCPUTopology: spread, spreadOptions: {across: SocketsCoresThreads}}} | 6 vCPUs provided by the instance type are not divisible by the number of threads per core 2 and Spec.PreferSpreadSocketToCoreRatio or Spec.CPU.PreferSpreadOptions.Ratio of 2
                    """)
    void processorsThatDoNotComeOutEvenAreToldOf(int guest, String preference, String message) {
        assertThat(
                        applied(
                                        spec("{devices: {}}"),
                                        "{cpu: {guest: %d}, memory: {guest: 1Gi}}".formatted(guest),
                                        preference)
                                .conflicts())
                .containsExactly(new Conflict("instancetype.spec.cpu.guest", message));
    }

    /** Template's domain, preference, domain that comes of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {devices: {}} | {cpu: {preferredCPUFeatures: [{name: a}]}} | {devices: {}, cpu: {features: [{name: a}]}}
                    {devices: {}, cpu: {features: [{name: a, policy: forbid}]}} | {cpu: {preferredCPUFeatures: [{name: a}, {name: b}]}} | {devices: {}, cpu: {features: [{name: a, policy: forbid}, {name: b}]}}
                    {devices: {disks: [{name: d}]}} | {devices: {preferredDiskBus: virtio, preferredDiskCache: none, preferredDiskIO: native, preferredDiskDedicatedIoThread: true}} | {devices: {disks: [{name: d, disk: {bus: virtio}, cache: none, io: native, dedicatedIOThread: true}]}}
                    {devices: {disks: [{name: d, disk: {bus: sata}}]}} | {devices: {preferredDiskBus: virtio, preferredDiskDedicatedIoThread: true}} | {devices: {disks: [{name: d, disk: {bus: sata}}]}}
                    {devices: {disks: [{name: d, cdrom: {}}, {name: e, lun: {}}]}} | {devices: {preferredCdromBus: sata, preferredLunBus: scsi, preferredDiskBus: virtio}} | {devices: {disks: [{name: d, cdrom: {bus: sata}}, {name: e, lun: {bus: scsi}}]}}
                    {devices: {interfaces: [{name: n}]}} | {devices: {preferredInterfaceModel: e1000e}} | {devices: {interfaces: [{name: n, model: e1000e}]}}
                    {devices: {interfaces: [{name: n, model: virtio}]}} | {devices: {preferredInterfaceModel: e1000e}} | {devices: {interfaces: [{name: n, model: virtio}]}}
                    {devices: {inputs: [{name: i}]}} | {devices: {preferredInputBus: usb, preferredInputType: tablet}} | {devices: {inputs: [{name: i, bus: usb, type: tablet}]}}
                    {devices: {sound: {name: s}}} | {devices: {preferredSoundModel: ich9}} | {devices: {sound: {name: s, model: ich9}}}
                    {devices: {}} | {devices: {preferredSoundModel: ich9, preferredRng: {}, preferredTPM: {}, preferredBlockMultiQueue: true}} | {devices: {rng: {}, tpm: {}, blockMultiQueue: true}}
                    {devices: {}} | {devices: {preferredVideoType: virtio, preferredPanicDeviceModel: isa}} | {devices: {video: {type: virtio}, panicDevices: [{model: isa}]}}
                    {devices: {autoattachGraphicsDevice: false}} | {devices: {preferredVideoType: virtio, preferredAutoattachGraphicsDevice: true}} | {devices: {autoattachGraphicsDevice: false}}
                    {devices: {}} | {devices: {preferredAutoattachMemBalloon: false, preferredDisableHotplug: true}} | {devices: {autoattachMemBalloon: false, disableHotplug: true}}
                    {devices: {disableHotplug: false}} | {devices: {preferredDisableHotplug: true}} | {devices: {disableHotplug: false}}
                    {devices: {}} | {features: {preferredAcpi: {}, preferredSmm: {enabled: true}}} | {devices: {}, features: {acpi: {}, smm: {enabled: true}}}
                    {devices: {}, features: {acpi: {enabled: false}}} | {features: {preferredAcpi: {}}} | {devices: {}, features: {acpi: {enabled: false}}}
                    {devices: {}, features: {hyperv: {relaxed: {enabled: false}}}} | {features: {preferredHyperv: {relaxed: {}, vapic: {}}}} | {devices: {}, features: {hyperv: {relaxed: {enabled: false}, vapic: {}}}}
                    {devices: {}, features: {hypervPassthrough: {enabled: true}}} | {features: {preferredHyperv: {vapic: {}}}} | {devices: {}, features: {hypervPassthrough: {enabled: true}}}
                    {devices: {}} | {firmware: {preferredUseBios: true, preferredUseBiosSerial: true}} | {devices: {}, firmware: {bootloader: {bios: {useSerial: true}}}}
                    {devices: {}} | {firmware: {preferredEfi: {secureBoot: true}}} | {devices: {}, firmware: {bootloader: {efi: {secureBoot: true}}}}
                    {devices: {}} | {firmware: {preferredUseEfi: true, preferredUseSecureBoot: true}} | {devices: {}, firmware: {bootloader: {efi: {secureBoot: true}}}}
                    {devices: {}, firmware: {bootloader: {bios: {}}}} | {firmware: {preferredEfi: {}}} | {devices: {}, firmware: {bootloader: {bios: {}}}}
                    {devices: {}} | {machine: {preferredMachineType: q35}} | {devices: {}, machine: {type: q35}}
                    {devices: {}, machine: {type: pc}} | {machine: {preferredMachineType: q35}} | {devices: {}, machine: {type: pc}}
                    {devices: {}} | {clock: {preferredClockOffset: {utc: {}}, preferredTimer: {hpet: {present: false}}}} | {devices: {}, clock: {utc: {}, timer: {hpet: {present: false}}}}
                    {devices: {}, clock: {timezone: Europe/Berlin}} | {clock: {preferredClockOffset: {utc: {}}}} | {devices: {}, clock: {timezone: Europe/Berlin}}
                    """)
    void aPreferenceFillsInWhatTheUserLeavesOpen(
            String template, String preference, String expected) {
        assertDomain(applied(spec(template), "", preference), expected);
    }

    @Test
    void aPreferenceReachesBeyondTheHardware() {
        Applied applied =
                applied(
                        "{spec: {domain: {devices: {}}}}",
                        "",
                        "{preferredSubdomain: web, preferredTerminationGracePeriodSeconds: 5,"
                                + " preferredArchitecture: amd64, annotations: {a: b}}");
        assertThat(applied.template().spec().subdomain()).isEqualTo("web");
        assertThat(applied.template().spec().terminationGracePeriodSeconds()).isEqualTo(5);
        assertThat(applied.template().spec().architecture()).isEqualTo("amd64");
        assertThat(applied.template().metadata().getAnnotations()).containsEntry("a", "b");
    }

    @Test
    void masqueradeIsPreferredWhereThePodsNetworkHasNoBindingYet() {
        String template =
                "{spec: {networks: [{name: p, pod: {}}, {name: m, multus: {networkName: x}}],"
                        + " domain: {devices: {interfaces: [{name: p}, {name: m}]}}}}";
        Applied applied = applied(template, "", "{devices: {preferredInterfaceMasquerade: {}}}");
        var nics = applied.template().spec().domain().devices().interfaces();
        assertThat(nics.get(0).masquerade()).isNotNull();
        assertThat(nics.get(1).masquerade()).isNull();
    }

    @Test
    void theTemplateItselfStaysAsItIs() {
        var template =
                Yamls.read(
                        VirtualMachineInstanceTemplateSpec.class,
                        "{metadata: {annotations: {a: b}}, spec: {domain: {devices: {}}}}");
        String before = Yamls.json(template);
        Applied.to(
                template,
                new Presets(
                        lookup(
                                "{cpu: {guest: 1}, memory: {guest: 1Gi}, annotations: {c: d}}",
                                VirtualMachineInstancetypeSpec.class),
                        new Lookup.None<>()),
                spec -> spec);
        assertThat(Yamls.json(template)).isEqualTo(before);
    }
}
