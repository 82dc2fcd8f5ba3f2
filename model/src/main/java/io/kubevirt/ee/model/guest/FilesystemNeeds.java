package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Filesystem;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;

/** The volumes that the guest mounts as folders. */
final class FilesystemNeeds {

    private FilesystemNeeds() {}

    /** In the order of the VMI's filesystems. */
    static List<FilesystemNeed> of(VirtualMachineInstance vmi) {
        return Absent.list(vmi.spec().domain().devices().filesystems()).stream()
                .map(filesystem -> need(vmi, filesystem))
                .toList();
    }

    private static FilesystemNeed need(VirtualMachineInstance vmi, Filesystem filesystem) {
        String name = filesystem.name();
        return Absent.list(vmi.spec().volumes()).stream()
                .filter(volume -> name.equals(volume.name()))
                .findFirst()
                .flatMap(FileNeeds::folder)
                .map(folder -> new FilesystemNeed(name, folder))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "filesystem " + name + " got past admission"));
    }
}
