package io.kubevirt.ee.api.instancetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubevirt.ee.api.status.StatusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine that comes with a request, not from the API server. */
class SentMachineTest {
    private static final String HEAD =
            "\"apiVersion\": \"kubevirt.io/v1\", \"kind\": \"VirtualMachine\"";

    @Test
    void aMachineIsOfTheNamespaceThatIsAsked() {
        String body =
                "{" + HEAD + ", \"metadata\": {\"name\": \"a\"}, \"spec\": {\"template\": {}}}";
        assertThat(SentMachine.read(body, "shop").metadata().getNamespace()).isEqualTo("shop");
        assertThat(SentMachine.read(body, "shop").metadata().getName()).isEqualTo("a");
        String bare = "{" + HEAD + ", \"spec\": {\"template\": {}}}";
        assertThat(SentMachine.read(bare, "shop").metadata().getNamespace()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "|empty request body",
                "[1]|Can not unmarshal Request body to struct",
                "{\"spec\": 5}|Can not unmarshal Request body to struct",
                "null|Object is not a valid VirtualMachine",
                "{}|Object is not a valid VirtualMachine",
                "{\"apiVersion\": \"kubevirt.io/v1\", \"kind\": \"VirtualMachine\", \"spec\": {}}"
                        + "|Object is not a valid VirtualMachine",
                "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"spec\": {\"template\": {}}}"
                        + "|Object is not a valid VirtualMachine",
                "{\"apiVersion\": \"kubevirt.io/v1\", \"kind\": \"VirtualMachine\","
                        + " \"metadata\": {\"namespace\": \"other\"}, \"spec\": {\"template\": {}}}"
                        + "|VM namespace must be empty or shop",
            })
    void whatIsNoMachineIsABadRequest(String body, String message) {
        var refused =
                catchThrowableOfType(StatusException.class, () -> SentMachine.read(body, "shop"));
        assertThat(refused.status().getCode()).isEqualTo(400);
        assertThat(refused.status().getMessage()).startsWith(message);
    }
}
