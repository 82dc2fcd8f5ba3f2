package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainOwnerTest {

    @Test
    void ourMetadataNamesVmiAndPod() {
        assertThat(
                        DomainOwner.parse(
                                """
                                <kubevirt xmlns="http://kubevirt.io">
                                  <uid>u-1</uid><podUid> p-1 </podUid>
                                </kubevirt>"""))
                .contains(new DomainOwner("u-1", "p-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<other><uid>u-1</uid></other>",
                "<kubevirt><uid> </uid></kubevirt>",
                "<kubevirt/>",
                "not xml",
                "",
                "<!DOCTYPE k [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><kubevirt><uid>&e;</uid></kubevirt>"
            })
    void anythingElseIsAStrangers(String metadata) {
        assertThat(DomainOwner.parse(metadata)).isEmpty();
    }
}
