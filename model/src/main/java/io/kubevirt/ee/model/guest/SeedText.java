package io.kubevirt.ee.model.guest;

import java.util.List;

/** Where a text of cloud-init is. */
public sealed interface SeedText {

    /** In the VMI, decoded. */
    record Stated(String text) implements SeedText {}

    /**
     * In a Secret, which the kubelet brought into the launcher pod: it is read there.
     *
     * @param secret the Secret's name
     * @param folder its files in the launcher's container
     * @param keys names that the file may have; the first that is there counts
     */
    record OfSecret(String secret, String folder, List<String> keys) implements SeedText {
        /** Copies the list. */
        public OfSecret {
            keys = List.copyOf(keys);
        }
    }
}
