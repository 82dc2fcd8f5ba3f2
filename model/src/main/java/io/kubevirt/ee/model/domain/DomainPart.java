package io.kubevirt.ee.model.domain;

import java.util.List;

/** One device or aspect of a domain. */
@FunctionalInterface
interface DomainPart {

    /** The elements it adds, in order; none when the VMI does not ask for it. */
    List<Element> elements(DomainRequest request);
}
