package io.kubevirt.ee.model.domain;

/**
 * The file of an image. Libvirt does not change its owner: it would, at the end, give it to root,
 * and what is mounted from a container's image must stay as it is.
 */
final class ImageSource {

    private ImageSource() {}

    static Element element(String path) {
        return Element.of("source")
                .with("file", path)
                .with(Element.of("seclabel").with("model", "dac").with("relabel", "no"));
    }
}
