package io.kubevirt.ee.model.domain;

import java.util.List;

/** The threads that serve the disks. */
final class IoThreadsPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        int count = IoThreads.of(request.vmi().spec().domain()).count();
        return count == 0 ? List.of() : List.of(Element.text("iothreads", Integer.toString(count)));
    }
}
