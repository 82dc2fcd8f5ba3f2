package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskIOThreads;
import io.kubevirt.ee.model.v1.DomainSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which threads of qemu serve which disks, as KubeVirt deals them out: a disk that asks for one has
 * a thread of its own; the others share one, or as many as the policy allows. A stated pool is
 * dealt out to all of them, whatever a disk asks for. Disks on other buses than virtio are served
 * by qemu's main loop.
 *
 * @param count all threads; their numbers begin at one
 * @param byDisk the thread of each virtio disk
 */
record IoThreads(int count, Map<String, Integer> byDisk) {

    private static final String AUTO = "auto";
    private static final String POOL = "supplementalPool";
    private static final int PER_VCPU = 2;

    static IoThreads of(DomainSpec domain) {
        List<Disk> disks =
                Absent.list(domain.devices().disks()).stream()
                        .filter(disk -> DiskBus.of(disk) == DiskBus.VIRTIO)
                        .toList();
        String policy = Optional.ofNullable(domain.ioThreadsPolicy()).orElse("");
        boolean dedicated = disks.stream().anyMatch(IoThreads::isDedicated);
        if (policy.isEmpty() && !dedicated) {
            return new IoThreads(0, Map.of());
        }
        return policy.equals(POOL) ? ofPool(domain, disks) : dealt(domain, disks, policy);
    }

    private static IoThreads ofPool(DomainSpec domain, List<Disk> disks) {
        int count =
                Optional.ofNullable(domain.ioThreads())
                        .map(DiskIOThreads::supplementalPoolThreadCount)
                        .orElse(1);
        Map<String, Integer> byDisk = new HashMap<>();
        for (Disk disk : disks) {
            byDisk.put(disk.name(), byDisk.size() % count + 1);
        }
        return new IoThreads(count, byDisk);
    }

    private static IoThreads dealt(DomainSpec domain, List<Disk> disks, String policy) {
        int most = policy.equals(AUTO) ? GuestSize.vcpus(GuestSize.topology(domain)) * PER_VCPU : 1;
        int sharing = (int) disks.stream().filter(disk -> !isDedicated(disk)).count();
        int shared = Math.min(most, sharing);
        Map<String, Integer> byDisk = new HashMap<>();
        int nextShared = 0;
        int last = shared;
        for (Disk disk : disks) {
            int thread = isDedicated(disk) ? ++last : nextShared++ % shared + 1;
            byDisk.put(disk.name(), thread);
        }
        return new IoThreads(last, byDisk);
    }

    private static boolean isDedicated(Disk disk) {
        return Absent.flag(disk.dedicatedIOThread());
    }

    Optional<Integer> of(Disk disk) {
        return Optional.ofNullable(byDisk.get(disk.name()));
    }
}
