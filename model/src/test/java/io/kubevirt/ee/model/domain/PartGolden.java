package io.kubevirt.ee.model.domain;

import java.util.Locale;

/** The golden files of one part, in a directory of its name. */
record PartGolden(DomainPart part) {

    void assertMatches(String file, DomainRequest request) {
        String directory =
                part.getClass().getSimpleName().replace("Part", "").toLowerCase(Locale.ROOT);
        Element all = Element.of("part").with(part.elements(request));
        Golden.assertMatches(directory + "/" + file + ".xml", all.toXml());
    }
}
