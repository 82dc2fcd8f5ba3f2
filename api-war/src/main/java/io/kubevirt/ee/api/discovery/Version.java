package io.kubevirt.ee.api.discovery;

import io.kubevirt.ee.model.v1.KubevirtApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * The version of virt-api, in the shape in which KubeVirt's clients read it.
 *
 * @param gitVersion that of KubeVirt whose API is spoken, with ours as its build
 * @param goVersion the language's version; here it is Java's
 */
public record Version(
        String gitVersion,
        String gitCommit,
        String gitTreeState,
        String buildDate,
        String goVersion,
        String compiler,
        String platform) {
    private static final String FILE = "/version.properties";

    /** Returns the version that the build wrote down. */
    public static Version ofBuild() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(FILE)) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(
                KubevirtApi.version(build.getProperty("version")),
                build.getProperty("commit"),
                build.getProperty("treeState"),
                build.getProperty("date"),
                "java" + Runtime.version(),
                "javac",
                System.getProperty("os.name").toLowerCase(Locale.ROOT)
                        + "/"
                        + System.getProperty("os.arch"));
    }
}
