package io.kubevirt.ee.model;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests find the files of the checkout, and KubeVirt's behaviour as data. */
public final class Tree {
    private Tree() {}

    /** Returns the root of the checkout. */
    public static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("config/checkstyle/checkstyle.xml"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("run the tests inside the checkout");
            }
        }
        return directory;
    }

    /** Returns the directory of the system property kubevirt.cases; it must be there. */
    public static Path kubevirtCases() {
        String property = System.getProperty("kubevirt.cases", "../shared/kubevirt-cases");
        Path directory = root().resolve(property).normalize();
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException(
                    "no directory "
                            + directory
                            + ": say with -Dkubevirt.cases=DIR where KubeVirt's cases are");
        }
        return directory;
    }
}
