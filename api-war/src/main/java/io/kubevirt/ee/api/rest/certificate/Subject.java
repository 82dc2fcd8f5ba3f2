package io.kubevirt.ee.api.rest.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Whom a certificate names, as kube-apiserver reads it: the common name is the user, each
 * organization a group. Stricter than it where the two could come to read different names: then
 * nobody is named. Pure.
 */
final class Subject {
    private static final String SERVICE_ACCOUNTS = "system:serviceaccount:";

    /** What reaches kube-apiserver in a header as it is: no control, no blank at an end. */
    private static final Pattern PLAIN = Pattern.compile("[!-~]([ -~]*[!-~])?");

    private Subject() {}

    /** Returns the user, or why there is none. */
    static Peer read(X509Certificate certificate) {
        List<String> names;
        List<String> groups;
        try {
            LdapName subject =
                    new LdapName(
                            certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
            names = values(subject, "CN");
            groups = values(subject, "O");
        } catch (NamingException unreadable) {
            return new Peer.Unusable("the certificate's subject cannot be read");
        }
        if (names.size() != 1) {
            return new Peer.Unusable(
                    names.isEmpty()
                            ? "the certificate has no common name (CN), which is the user"
                            : "the certificate has more than one common name (CN)");
        }
        String name = names.getFirst();
        if (!isPlain(name) || !groups.stream().allMatch(Subject::isPlain)) {
            return new Peer.Unusable(
                    "a name in the certificate has other characters than printable ASCII, or is"
                            + " empty, or begins or ends with a blank: use a token");
        }
        if (name.startsWith(SERVICE_ACCOUNTS)) {
            return new Peer.Unusable(
                    "the certificate names a service account: use a token of it, as from `kubectl"
                            + " create token ACCOUNT`");
        }
        return new Peer.User(name, groups);
    }

    private static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    /** The values of an attribute, in the certificate's order, also where one part has several. */
    private static List<String> values(LdapName subject, String type) throws NamingException {
        List<String> values = new ArrayList<>();
        for (Rdn part : subject.getRdns()) {
            Attribute attribute = part.toAttributes().get(type);
            if (attribute != null) {
                for (Object value : Collections.list(attribute.getAll())) {
                    if (!(value instanceof String text)) {
                        throw new InvalidNameException("a value is no text");
                    }
                    values.add(text);
                }
            }
        }
        return values;
    }
}
