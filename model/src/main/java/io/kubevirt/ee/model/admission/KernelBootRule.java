package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.KernelBoot;
import io.kubevirt.ee.model.v1.KernelBootContainer;

/** A kernel booted directly: the image it is in, and where in it. */
final class KernelBootRule implements Rule {
    private static final String PATH = "domain.firmware.kernelBoot";

    @Override
    public void check(GuestSpec spec, Findings findings) {
        spec.firmware().map(Firmware::kernelBoot).ifPresent(boot -> check(boot, findings));
    }

    private static void check(KernelBoot boot, Findings findings) {
        if (boot.container() != null) {
            container(boot.container(), PATH + ".container", findings);
        } else if (Text.isPresent(boot.kernelArgs())) {
            findings.invalid(PATH + ".kernelArgs", "need a kernel");
        }
    }

    private static void container(KernelBootContainer image, String path, Findings findings) {
        if (Text.isAbsent(image.image())) {
            findings.required(path + ".image", "must name an image");
        }
        if (Text.isAbsent(image.kernelPath()) && Text.isAbsent(image.initrdPath())) {
            findings.required(path, "must have a kernelPath or an initrdPath");
        }
        path(image.kernelPath(), path + ".kernelPath", findings);
        path(image.initrdPath(), path + ".initrdPath", findings);
        ContainerDiskRule.pullPolicy(image.imagePullPolicy(), path, findings);
    }

    private static void path(String pathOrNull, String field, Findings findings) {
        if (Text.isPresent(pathOrNull) && !Text.isAbsolutePath(pathOrNull)) {
            findings.invalid(field, "must be an absolute path to a file, without . and ..");
        }
    }
}
