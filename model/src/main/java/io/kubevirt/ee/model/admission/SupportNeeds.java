package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.domain.DeviceTags;
import io.kubevirt.ee.model.launcher.LauncherPod;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.Probe;
import io.kubevirt.ee.model.v1.ReservedOverhead;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.stream.Stream;

/** What a guest must state that KubeVirt could find elsewhere, or fails on later. */
final class SupportNeeds {
    private static final int MOST_POOL_THREADS = 64;

    private SupportNeeds() {}

    static void check(GuestSpec spec, Findings findings) {
        boolean stated =
                spec.guestMemory().isPresent()
                        || spec.request("memory").signum() != 0
                        || spec.limit("memory").signum() != 0;
        if (!stated) {
            findings.required("domain.memory.guest", "or a requested amount of memory must be set");
        }
        List<Disk> disks = spec.disks();
        for (int i = 0; i < disks.size(); i++) {
            if ("native".equals(disks.get(i).io()) && !"none".equals(disks.get(i).cache())) {
                findings.required(
                        "domain.devices.disks[" + i + "].cache", "must be none for io: native");
            }
        }
        if (mostVcpus(spec) > CpuRule.MOST_VCPUS) {
            findings.notSupported(
                    "domain.cpu.maxSockets",
                    "must make " + CpuRule.MOST_VCPUS + " processors or fewer");
        }
        if (addsLessThanNothing(spec)) {
            findings.notSupported(
                    "domain.memory.reservedOverhead.addedOverhead", "must not be below zero");
        }
        if (tags(spec) > DeviceTags.MOST) {
            findings.notSupported(
                    "domain.devices",
                    "must have " + DeviceTags.MOST + " interfaces and disks with a tag, or fewer");
        }
        ClaimSupport.check(spec, findings);
        FilesystemSupport.check(spec, findings);
        if (spec.poolThreads() > MOST_POOL_THREADS) {
            findings.notSupported(
                    "domain.ioThreads.supplementalPoolThreadCount",
                    "must be " + MOST_POOL_THREADS + " or fewer");
        }
        podVolumes(spec.volumes(), findings);
        probe("readinessProbe", spec.spec().readinessProbe(), findings);
        probe("livenessProbe", spec.spec().livenessProbe(), findings);
        InterfaceSupport.check(spec, findings);
        Arm64Support.check(spec, findings);
    }

    private static long tags(GuestSpec spec) {
        return Stream.concat(
                        spec.interfaces().stream().map(Interface::tag),
                        spec.disks().stream().map(Disk::tag))
                .filter(Text::isPresent)
                .count();
    }

    private static boolean addsLessThanNothing(GuestSpec spec) {
        return spec.memory()
                .map(Memory::reservedOverhead)
                .map(ReservedOverhead::addedOverhead)
                .filter(added -> added.getNumber().signum() < 0)
                .isPresent();
    }

    private static double mostVcpus(GuestSpec spec) {
        return spec.cpu()
                .map(
                        cpu ->
                                CpuRule.factor(cpu.cores())
                                        * CpuRule.factor(cpu.maxSockets())
                                        * CpuRule.factor(cpu.threads()))
                .orElse(1.0);
    }

    private static void podVolumes(List<Volume> volumes, Findings findings) {
        for (int i = 0; i < volumes.size(); i++) {
            if (LauncherPod.hasOneOfItsOwnFor(volumes.get(i))) {
                findings.notSupported(
                        "volumes[" + i + "].name",
                        "is a name that the launcher pod has a volume of its own for");
            }
        }
    }

    /** The node asks: what it may reach is not the user's to choose. */
    private static void probe(String path, Probe probeOrNull, Findings findings) {
        boolean http =
                probeOrNull != null
                        && probeOrNull.httpGet() != null
                        && Text.isPresent(probeOrNull.httpGet().getHost());
        boolean tcp =
                probeOrNull != null
                        && probeOrNull.tcpSocket() != null
                        && Text.isPresent(probeOrNull.tcpSocket().getHost());
        if (http || tcp) {
            findings.notSupported(
                    path + (http ? ".httpGet.host" : ".tcpSocket.host"),
                    "is not supported by this version: a probe asks at the guest's own address");
        }
    }
}
