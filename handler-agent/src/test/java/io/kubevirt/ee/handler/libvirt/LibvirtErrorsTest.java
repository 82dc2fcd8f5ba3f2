package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.libvirt.LibvirtErrors.Meaning;
import io.kubevirt.ee.handler.libvirt.LibvirtNative.NativeRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.libvirt.Error.ErrorNumber;

class LibvirtErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "VIR_ERR_NO_DOMAIN, NO_SUCH_DOMAIN",
        "VIR_ERR_OPERATION_INVALID, WRONG_STATE",
        "VIR_ERR_NO_DOMAIN_METADATA, NOT_OURS",
        "VIR_ERR_RPC, UNAVAILABLE",
        "VIR_ERR_OPERATION_TIMEOUT, UNAVAILABLE",
        "VIR_ERR_CONFIG_UNSUPPORTED, NEVER",
        "VIR_ERR_XML_ERROR, NEVER",
        "VIR_ERR_INTERNAL_ERROR, MAY_PASS",
        "VIR_ERR_OPERATION_FAILED, MAY_PASS",
        "VIR_ERR_NO_MEMORY, MAY_PASS",
        "VIR_ERR_UNKNOWN, MAY_PASS",
    })
    void aCodeMeansSomethingToTheCaller(ErrorNumber code, Meaning meaning) {
        assertThat(LibvirtErrors.meaning(code)).isEqualTo(meaning);
    }

    @Test
    void aDomainThatIsGoneIsNoTrouble() {
        assertThat(LibvirtErrors.meaning(new NativeRefusal(42, "no domain")))
                .isEqualTo(Meaning.NO_SUCH_DOMAIN);
        assertThat(LibvirtErrors.meaning(new NativeRefusal(39, "rpc")))
                .isEqualTo(Meaning.UNAVAILABLE);
    }
}
