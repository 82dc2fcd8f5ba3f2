package io.kubevirt.ee.model.admission;

import java.util.List;

/** All rules for the spec of an instance, of its own or in a machine's template. */
final class Rules {
    static final List<Rule> INSTANCE =
            List.of(
                    new IdentityRule(),
                    new MemoryRule(),
                    new HugepagesRule(),
                    new CpuRule(),
                    new DedicatedCpuRule(),
                    new MachineRule(),
                    new FirmwareRule(),
                    new KernelBootRule(),
                    new DiskRule(),
                    new BlockSizeRule(),
                    new BootOrderRule(),
                    new VolumeRule(),
                    new ContainerDiskRule(),
                    new CloudInitRule(),
                    new NetworkRule(),
                    new InterfaceRule(),
                    new PortRule(),
                    new DeviceRule(),
                    new IoThreadsRule(),
                    new FeatureGateRule(),
                    new AccessCredentialRule(),
                    new ProbeRule(),
                    new StrategyRule(),
                    new DnsRule(),
                    new AffinityRule(),
                    new TopologySpreadRule());

    private Rules() {}
}
