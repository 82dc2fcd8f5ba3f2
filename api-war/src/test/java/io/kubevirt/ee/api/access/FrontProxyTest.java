package io.kubevirt.ee.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.api.it.TestAuthority;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontProxyTest {
    private static final X509Certificate[] PROXY = peer("O=k8s,CN=front-proxy-client");
    private static final X509Certificate[] OTHER = peer("CN=somebody,O=front-proxy-client");

    @Test
    void isKnownByItsCommonName() {
        FrontProxy proxy = FrontProxy.ofAllowedNames("[\"front-proxy-client\", \"aggregator\"]");
        assertThat(proxy.isPeer(PROXY)).isTrue();
        assertThat(proxy.isPeer(OTHER)).isFalse();
    }

    @Test
    void mayHaveAnyNameWhenNoneIsGiven() {
        assertThat(FrontProxy.ofAllowedNames("[]").isPeer(OTHER)).isTrue();
    }

    @Test
    void showsACertificateAlways() {
        assertThat(FrontProxy.ofAllowedNames("[]").isPeer(null)).isFalse();
        assertThat(FrontProxy.ofAllowedNames("[]").isPeer(new X509Certificate[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "front-proxy-client", "{}", "[[]]", "[{}]", "[\"a\""})
    void aMistakeInTheNamesOpensNoDoor(String text) {
        assertThatThrownBy(() -> FrontProxy.ofAllowedNames(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static X509Certificate[] peer(String subject) {
        return new X509Certificate[] {
            TestAuthority.named("front-proxy").leaf(subject).certificate()
        };
    }
}
