package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import org.junit.jupiter.api.Test;

class VsockPartTest {
    private final PartGolden part = new PartGolden(new VsockPart());

    private static DomainRequest request(boolean wanted, Long cid) {
        VirtualMachineInstance vmi =
                Requests.vmi(
                        "{\"memory\": {\"guest\": \"128Mi\"}, \"devices\": {\"autoattachVSOCK\": %s}}"
                                .formatted(wanted),
                        "[]",
                        "[]");
        return Requests.request(
                VirtualMachineInstanceBuilder.builder(vmi)
                        .status(VirtualMachineInstanceStatusBuilder.builder().vsockCid(cid).build())
                        .build(),
                Accelerator.EMULATION);
    }

    @Test
    void itHasTheNumberThatWasGiven() {
        part.assertMatches("given", request(true, 4_294_967_294L));
    }

    @Test
    void othersHaveNone() {
        part.assertMatches("none", request(false, 3L));
    }

    @Test
    void theWholeDomainHasIt() {
        Golden.assertMatches("whole/vsock.xml", DomainXml.of(request(true, 3L)));
    }

    @Test
    void oneWithoutANumberIsNotMade() {
        DomainRequest without = request(true, null);

        assertThatThrownBy(() -> new VsockPart().elements(without))
                .hasMessage("the VSOCK was given no context id");
    }
}
