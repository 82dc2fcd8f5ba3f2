package io.kubevirt.ee.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The API and a folder of pages at one address of this machine, as a UI is served. */
final class KubectlProxy implements AutoCloseable {

    private static final String SERVING = "Starting to serve on ";

    private final Process process;
    private final URI address;

    private KubectlProxy(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Whoever asks it is that user. */
    static KubectlProxy start(String user, Path pages) throws IOException {
        Process process =
                new ProcessBuilder(
                                Cluster.CHECKOUT.resolve("cluster/kubectl.sh").toString(),
                                "proxy",
                                "--port=0",
                                "--as=" + user,
                                "--www=" + pages)
                        .redirectErrorStream(true)
                        .start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null || !line.startsWith(SERVING)) {
            process.destroy();
            throw new AssertionError("kubectl proxy says: " + line);
        }
        return new KubectlProxy(process, URI.create("http://" + line.substring(SERVING.length())));
    }

    /** Without a slash at its end. */
    URI address() {
        return address;
    }

    /** Where a file of the folder is. */
    URI page(String file) {
        return address.resolve("/static/" + file);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
