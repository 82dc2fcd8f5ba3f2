package io.kubevirt.ee.api.access;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Tells kube-apiserver's front proxy from everybody else. That a certificate is signed by the front
 * proxy's CA has been checked by TLS, whose trust store holds this CA alone; here its name is.
 *
 * @param allowedNames common names that are accepted; any, when empty (as kube-apiserver has it)
 */
public record FrontProxy(List<String> allowedNames) {
    public FrontProxy {
        allowedNames = List.copyOf(allowedNames);
    }

    /**
     * Reads the names as {@code requestheader-allowed-names} of the ConfigMap
     * extension-apiserver-authentication holds them: a JSON array of strings.
     *
     * @throws IllegalArgumentException when the text is no such array; a mistake must not open the
     *     door to any name
     */
    public static FrontProxy ofAllowedNames(String jsonArray) {
        try {
            List<String> names = new ArrayList<>();
            for (JsonElement name : JsonParser.parseString(jsonArray).getAsJsonArray()) {
                names.add(name.getAsString());
            }
            return new FrontProxy(names);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "front-proxy-allowed-names is no JSON array of strings", e);
        }
    }

    /**
     * Tells whether the peer is the front proxy.
     *
     * @param chainOrNull the peer's verified certificates, its own first; null when it showed none
     */
    public boolean isPeer(X509Certificate[] chainOrNull) {
        if (chainOrNull == null || chainOrNull.length == 0) {
            return false;
        }
        Optional<String> name = commonName(chainOrNull[0]);
        return allowedNames.isEmpty() || name.filter(allowedNames::contains).isPresent();
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            LdapName subject = new LdapName(certificate.getSubjectX500Principal().getName());
            return subject.getRdns().stream()
                    .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                    .map(Rdn::getValue)
                    .map(String::valueOf)
                    .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
