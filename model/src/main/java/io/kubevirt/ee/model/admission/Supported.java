package io.kubevirt.ee.model.admission;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table of what this version does of a {@code VirtualMachineInstance}'s spec and of a
 * {@code VirtualMachine}'s. What is not in it is refused; docs/compatibility.md shows it.
 */
public final class Supported {
    /**
     * A field that works.
     *
     * @param path field from the root of the resource, list items as {@code []}
     * @param values the values that work; empty when all of the right form do
     */
    public record Row(String path, List<String> values) {}

    /** Fields of a VirtualMachineInstance. */
    public static final List<Row> INSTANCE =
            List.of(
                    row("spec.accessCredentials[].sshPublicKey.propagationMethod.configDrive"),
                    row("spec.accessCredentials[].sshPublicKey.propagationMethod.noCloud"),
                    row(
                            "spec.accessCredentials[].sshPublicKey.propagationMethod.qemuGuestAgent.users"),
                    row("spec.accessCredentials[].sshPublicKey.source.secret.secretName"),
                    row("spec.accessCredentials[].userPassword.propagationMethod.qemuGuestAgent"),
                    row("spec.accessCredentials[].userPassword.source.secret.secretName"),
                    row("spec.affinity"),
                    row("spec.architecture", "amd64"),
                    row("spec.dnsConfig"),
                    row("spec.dnsPolicy"),
                    row("spec.domain.chassis.asset"),
                    row("spec.domain.chassis.manufacturer"),
                    row("spec.domain.chassis.serial"),
                    row("spec.domain.chassis.sku"),
                    row("spec.domain.chassis.version"),
                    row("spec.domain.clock.timer.hpet.present"),
                    row("spec.domain.clock.timer.hpet.tickPolicy"),
                    row("spec.domain.clock.timer.hyperv.present"),
                    row("spec.domain.clock.timer.kvm.present"),
                    row("spec.domain.clock.timer.pit.present"),
                    row("spec.domain.clock.timer.pit.tickPolicy"),
                    row("spec.domain.clock.timer.rtc.present"),
                    row("spec.domain.clock.timer.rtc.tickPolicy"),
                    row("spec.domain.clock.timer.rtc.track"),
                    row("spec.domain.clock.timezone"),
                    row("spec.domain.clock.utc.offsetSeconds"),
                    row("spec.domain.cpu.cores"),
                    row("spec.domain.cpu.features[].name"),
                    row("spec.domain.cpu.features[].policy"),
                    row("spec.domain.cpu.model"),
                    row("spec.domain.cpu.sockets"),
                    row("spec.domain.cpu.threads"),
                    row("spec.domain.devices.autoattachGraphicsDevice"),
                    row("spec.domain.devices.autoattachInputDevice"),
                    row("spec.domain.devices.autoattachMemBalloon"),
                    row("spec.domain.devices.autoattachPodInterface"),
                    row("spec.domain.devices.autoattachSerialConsole"),
                    row("spec.domain.devices.blockMultiQueue"),
                    row("spec.domain.devices.disableHotplug"),
                    row("spec.domain.devices.disks[].blockSize.custom.discardGranularity"),
                    row("spec.domain.devices.disks[].blockSize.custom.logical"),
                    row("spec.domain.devices.disks[].blockSize.custom.physical"),
                    row("spec.domain.devices.disks[].bootOrder"),
                    row("spec.domain.devices.disks[].cache", "none", "writethrough", "writeback"),
                    row("spec.domain.devices.disks[].cdrom.bus", "sata", "scsi"),
                    row("spec.domain.devices.disks[].cdrom.readonly", "true"),
                    row("spec.domain.devices.disks[].cdrom.tray", "open", "closed"),
                    row("spec.domain.devices.disks[].dedicatedIOThread"),
                    row("spec.domain.devices.disks[].disk.bus", "virtio", "sata", "scsi", "usb"),
                    row("spec.domain.devices.disks[].disk.pciAddress"),
                    row("spec.domain.devices.disks[].disk.readonly"),
                    row("spec.domain.devices.disks[].errorPolicy"),
                    row("spec.domain.devices.disks[].io"),
                    row("spec.domain.devices.disks[].name"),
                    row("spec.domain.devices.disks[].serial"),
                    row("spec.domain.devices.disks[].shareable"),
                    row("spec.domain.devices.inputs[].bus"),
                    row("spec.domain.devices.inputs[].name"),
                    row("spec.domain.devices.inputs[].type"),
                    row("spec.domain.devices.interfaces[].acpiIndex"),
                    row("spec.domain.devices.interfaces[].bootOrder"),
                    row("spec.domain.devices.interfaces[].bridge"),
                    row("spec.domain.devices.interfaces[].dhcpOptions.bootFileName"),
                    row("spec.domain.devices.interfaces[].dhcpOptions.ntpServers"),
                    row("spec.domain.devices.interfaces[].dhcpOptions.privateOptions[].option"),
                    row("spec.domain.devices.interfaces[].dhcpOptions.privateOptions[].value"),
                    row("spec.domain.devices.interfaces[].dhcpOptions.tftpServerName"),
                    row("spec.domain.devices.interfaces[].macAddress"),
                    row("spec.domain.devices.interfaces[].masquerade"),
                    row("spec.domain.devices.interfaces[].model"),
                    row("spec.domain.devices.interfaces[].name"),
                    row("spec.domain.devices.interfaces[].pciAddress"),
                    row("spec.domain.devices.interfaces[].ports[].name"),
                    row("spec.domain.devices.interfaces[].ports[].port"),
                    row("spec.domain.devices.interfaces[].ports[].protocol"),
                    row("spec.domain.devices.interfaces[].state", "up", "down"),
                    row("spec.domain.devices.networkInterfaceMultiqueue"),
                    row("spec.domain.devices.panicDevices[].model", "isa"),
                    row("spec.domain.devices.rng"),
                    row("spec.domain.devices.sound.model"),
                    row("spec.domain.devices.sound.name"),
                    row("spec.domain.devices.tpm.enabled"),
                    row("spec.domain.devices.useVirtioTransitional"),
                    row(
                            "spec.domain.devices.video.type",
                            "vga",
                            "virtio",
                            "bochs",
                            "cirrus",
                            "ramfb"),
                    row("spec.domain.devices.watchdog.i6300esb.action"),
                    row("spec.domain.devices.watchdog.name"),
                    row("spec.domain.features.acpi.enabled"),
                    row("spec.domain.features.apic.enabled"),
                    row("spec.domain.features.apic.endOfInterrupt"),
                    row("spec.domain.features.hyperv.evmcs.enabled"),
                    row("spec.domain.features.hyperv.frequencies.enabled"),
                    row("spec.domain.features.hyperv.ipi.enabled"),
                    row("spec.domain.features.hyperv.reenlightenment.enabled"),
                    row("spec.domain.features.hyperv.relaxed.enabled"),
                    row("spec.domain.features.hyperv.reset.enabled"),
                    row("spec.domain.features.hyperv.runtime.enabled"),
                    row("spec.domain.features.hyperv.spinlocks.enabled"),
                    row("spec.domain.features.hyperv.spinlocks.spinlocks"),
                    row("spec.domain.features.hyperv.synic.enabled"),
                    row("spec.domain.features.hyperv.synictimer.direct.enabled"),
                    row("spec.domain.features.hyperv.synictimer.enabled"),
                    row("spec.domain.features.hyperv.tlbflush.enabled"),
                    row("spec.domain.features.hyperv.vapic.enabled"),
                    row("spec.domain.features.hyperv.vendorid.enabled"),
                    row("spec.domain.features.hyperv.vendorid.vendorid"),
                    row("spec.domain.features.hyperv.vpindex.enabled"),
                    row("spec.domain.features.hypervPassthrough.enabled"),
                    row("spec.domain.features.kvm.hidden"),
                    row("spec.domain.features.pvspinlock.enabled"),
                    row("spec.domain.features.smm.enabled"),
                    row("spec.domain.firmware.bootloader.bios.useSerial"),
                    row("spec.domain.firmware.bootloader.efi.secureBoot"),
                    row("spec.domain.firmware.kernelBoot.container.image"),
                    row("spec.domain.firmware.kernelBoot.container.imagePullPolicy"),
                    row("spec.domain.firmware.kernelBoot.container.imagePullSecret"),
                    row("spec.domain.firmware.kernelBoot.container.initrdPath"),
                    row("spec.domain.firmware.kernelBoot.container.kernelPath"),
                    row("spec.domain.firmware.kernelBoot.kernelArgs"),
                    row("spec.domain.firmware.serial"),
                    row("spec.domain.firmware.uuid"),
                    row("spec.domain.ioThreadsPolicy", "shared", "auto"),
                    row("spec.domain.machine.type"),
                    row("spec.domain.memory.guest"),
                    row("spec.domain.rebootPolicy"),
                    row("spec.domain.resources.limits.cpu"),
                    row("spec.domain.resources.limits.memory"),
                    row("spec.domain.resources.overcommitGuestOverhead"),
                    row("spec.domain.resources.requests.cpu"),
                    row("spec.domain.resources.requests.memory"),
                    row(
                            "spec.evictionStrategy",
                            "None",
                            "LiveMigrate",
                            "LiveMigrateIfPossible",
                            "External"),
                    row("spec.hostname"),
                    row("spec.livenessProbe.exec"),
                    row("spec.livenessProbe.failureThreshold"),
                    row("spec.livenessProbe.guestAgentPing"),
                    row("spec.livenessProbe.httpGet"),
                    row("spec.livenessProbe.initialDelaySeconds"),
                    row("spec.livenessProbe.periodSeconds"),
                    row("spec.livenessProbe.successThreshold"),
                    row("spec.livenessProbe.tcpSocket"),
                    row("spec.livenessProbe.timeoutSeconds"),
                    row("spec.networks[].name"),
                    row("spec.networks[].pod.vmNetworkCIDR"),
                    row("spec.nodeSelector"),
                    row("spec.priorityClassName"),
                    row("spec.readinessProbe.exec"),
                    row("spec.readinessProbe.failureThreshold"),
                    row("spec.readinessProbe.guestAgentPing"),
                    row("spec.readinessProbe.httpGet"),
                    row("spec.readinessProbe.initialDelaySeconds"),
                    row("spec.readinessProbe.periodSeconds"),
                    row("spec.readinessProbe.successThreshold"),
                    row("spec.readinessProbe.tcpSocket"),
                    row("spec.readinessProbe.timeoutSeconds"),
                    row("spec.schedulerName"),
                    row("spec.startStrategy", "Paused"),
                    row("spec.subdomain"),
                    row("spec.terminationGracePeriodSeconds"),
                    row("spec.tolerations"),
                    row("spec.topologySpreadConstraints"),
                    row("spec.volumes[].cloudInitConfigDrive"),
                    row("spec.volumes[].cloudInitNoCloud.networkData"),
                    row("spec.volumes[].cloudInitNoCloud.networkDataBase64"),
                    row("spec.volumes[].cloudInitNoCloud.networkDataSecretRef"),
                    row("spec.volumes[].cloudInitNoCloud.secretRef"),
                    row("spec.volumes[].cloudInitNoCloud.userData"),
                    row("spec.volumes[].cloudInitNoCloud.userDataBase64"),
                    row("spec.volumes[].configMap"),
                    row("spec.volumes[].containerDisk.image"),
                    row("spec.volumes[].containerDisk.imagePullPolicy"),
                    row("spec.volumes[].containerDisk.imagePullSecret"),
                    row("spec.volumes[].containerDisk.path"),
                    row("spec.volumes[].downwardAPI"),
                    row("spec.volumes[].emptyDisk.capacity"),
                    row("spec.volumes[].ephemeral.persistentVolumeClaim"),
                    row("spec.volumes[].name"),
                    row("spec.volumes[].persistentVolumeClaim.claimName"),
                    row("spec.volumes[].persistentVolumeClaim.readOnly"),
                    row("spec.volumes[].secret"),
                    row("spec.volumes[].serviceAccount"));

    /** Fields of a VirtualMachine; its template's spec is a VirtualMachineInstance's. */
    public static final List<Row> MACHINE =
            List.of(
                    row("spec.instancetype.kind"),
                    row("spec.instancetype.name"),
                    row("spec.instancetype.revisionName"),
                    row("spec.preference.kind"),
                    row("spec.preference.name"),
                    row("spec.preference.revisionName"),
                    row("spec.runStrategy", "Always", "Halted", "Manual", "Once", "RerunOnFailure"),
                    row("spec.running"),
                    row("spec.template.metadata"),
                    row("spec.template.spec"));

    /** Fields of a VirtualMachineInstanceReplicaSet; its template's spec is as a machine's. */
    public static final List<Row> REPLICA_SET =
            List.of(
                    row("spec.paused"),
                    row("spec.replicas"),
                    row("spec.selector"),
                    row("spec.template.metadata"),
                    row("spec.template.spec"));

    private Supported() {}

    private static Row row(String path, String... values) {
        return new Row(path, Arrays.asList(values));
    }

    static Map<String, Row> byPath(List<Row> rows) {
        return rows.stream().collect(Collectors.toMap(Row::path, Function.identity()));
    }
}
