package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Filesystem;
import java.util.List;
import java.util.Optional;

/**
 * Folders that the guest mounts. The agent runs what serves them, as the guest's uid: what libvirt
 * starts itself would be root's.
 */
final class FilesystemsPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        return filesystems(request).stream().map(fs -> element(request, fs.name())).toList();
    }

    /** Whether the guest's memory has to be one that others can map. */
    static boolean areIn(DomainRequest request) {
        return !filesystems(request).isEmpty();
    }

    private static List<Filesystem> filesystems(DomainRequest request) {
        return Absent.list(request.devices().filesystems());
    }

    private static Element element(DomainRequest request, String name) {
        String socket =
                Optional.ofNullable(request.resources().filesystems().get(name))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "filesystem " + name + " was not made ready"));
        return Element.of("filesystem")
                .with("type", "mount")
                .with(
                        Element.of("driver").with("type", "virtiofs"),
                        Element.of("source").with("socket", socket),
                        Element.of("target").with("dir", name));
    }
}
