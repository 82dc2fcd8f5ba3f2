package io.kubevirt.ee.model.domain;

import java.util.List;

/** The libvirt domain of a VMI. */
public final class DomainXml {

    /** Namespace of our metadata; domains without it are strangers. */
    public static final String METADATA_NAMESPACE = "http://kubevirt.io";

    private static final List<DomainPart> PARTS =
            List.of(
                    new IdentityPart(),
                    new MemoryPart(),
                    new CpuPart(),
                    new IoThreadsPart(),
                    new FirmwarePart(),
                    new SystemInfoPart(),
                    new FeaturesPart(),
                    new ClockPart(),
                    new LifecyclePart(),
                    new SecurityPart());

    private static final List<DomainPart> DEVICES =
            List.of(
                    new ControllersPart(),
                    new DisksPart(),
                    new FilesystemsPart(),
                    new InterfacesPart(),
                    new SerialPart(),
                    new GuestAgentPart(),
                    new MetricsChannelPart(),
                    new GraphicsPart(),
                    new InputsPart(),
                    new RedirectedUsbPart(),
                    new BalloonPart(),
                    new RngPart(),
                    new WatchdogPart(),
                    new SoundPart(),
                    new PanicPart(),
                    new TpmPart(),
                    new VsockPart());

    private DomainXml() {}

    /** The definition, ready for libvirt. */
    public static String of(DomainRequest request) {
        Element devices = Element.of("devices");
        for (DomainPart part : DEVICES) {
            devices = devices.with(part.elements(request));
        }
        Element domain =
                Element.of("domain").with("type", request.settings().emulated() ? "qemu" : "kvm");
        for (DomainPart part : PARTS) {
            domain = domain.with(part.elements(request));
        }
        return domain.with(devices).toXml();
    }
}
