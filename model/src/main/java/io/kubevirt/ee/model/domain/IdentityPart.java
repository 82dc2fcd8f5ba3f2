package io.kubevirt.ee.model.domain;

import java.util.List;

/** Name, UUID, and the metadata that makes the domain ours. */
final class IdentityPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        Element owner =
                Element.of("kubevirt")
                        .with("xmlns", DomainXml.METADATA_NAMESPACE)
                        .with(
                                Element.text("uid", request.vmi().metadata().getUid()),
                                Element.text("podUid", request.podUid()));
        return List.of(
                Element.text("name", DomainIdentity.name(request.vmi())),
                Element.text("uuid", DomainIdentity.uuid(request.vmi())),
                Element.of("metadata").with(owner));
    }
}
