package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.GuestResources.ImageType;
import java.util.Locale;

/**
 * The file or device of an image. Libvirt does not change its owner: it would, at the end, give it
 * to root, and what is mounted from a container's image must stay as it is.
 */
final class ImageSource {

    private ImageSource() {}

    static Element element(String path, ImageType type) {
        return Element.of("source")
                .with(
                        switch (type) {
                            case FILE -> "file";
                            case BLOCK -> "dev";
                        },
                        path)
                .with(Element.of("seclabel").with("model", "dac").with("relabel", "no"));
    }

    /** The word for the type of what holds the image. */
    static String word(ImageType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
