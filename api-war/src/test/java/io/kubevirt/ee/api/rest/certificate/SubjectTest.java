package io.kubevirt.ee.api.rest.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.api.it.TestAuthority;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
    private static final TestAuthority AUTHORITY = TestAuthority.named("clients");

    /** Columns: the subject; the user; the groups, in the certificate's order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=jane                                 | jane                | ''",
                "CN=jane,O=team-a                        | jane                | team-a",
                "O=team-b,CN=jane,O=team-a               | jane                | team-b/team-a",
                "CN=jane+O=team-a,O=team-b               | jane                | team-a/team-b",
                "CN=jane,O=team-a+O=team-b               | jane                | team-a/team-b",
                "CN=jane,OU=no-group,L=no-group          | jane                | ''",
                "CN=jane@example.org,O=all of us         | jane@example.org    | all of us",
                "CN=Doe\\, Jane \\\"JD\\\",O=a\\+b\\=c,O=d\\\\e | Doe, Jane \"JD\"  | a+b=c/d\\e",
                "O=system:nodes,CN=system:node:one       | system:node:one     | system:nodes",
                "O=system:masters,CN=admin               | admin               | system:masters",
                "CN=system:anonymous                     | system:anonymous    | ''",
            })
    void theCommonNameIsTheUserAndEachOrganizationAGroup(
            String subject, String user, String groups) {
        List<String> expected = groups.isEmpty() ? List.of() : Arrays.asList(groups.split("/"));
        assertThat(read(subject)).isEqualTo(new Peer.User(user, expected));
    }

    /** Columns: the subject; a word of why it names nobody. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O=team-a                                    | no common name",
                "O=system:masters                            | no common name",
                "CN=jane,CN=admin                            | more than one",
                "CN=jane+CN=admin                            | more than one",
                "CN=                                         | printable ASCII",
                "CN=J\u00fcrgen                              | printable ASCII",
                "CN=jane,O=\u00e9quipe                       | printable ASCII",
                "CN=\\ admin                                 | printable ASCII",
                "CN=admin\\                                  | printable ASCII",
                "CN=jane,O=\\ system:masters                 | printable ASCII",
                "CN=jane,O=                                  | printable ASCII",
                "CN=jane\\0D\\0AImpersonate-Group: system:masters | printable ASCII",
                "CN=jane\\09b                                | printable ASCII",
                "CN=jane\\00                                 | printable ASCII",
                "CN=jane\\7F                                 | printable ASCII",
                "CN=system:serviceaccount:kubevirt:virt-api  | service account",
            })
    void aNameThatCouldBecomeAnotherOnTheWayIsNone(String subject, String why) {
        assertThat(read(subject.replaceFirst("\\\\$", "\\\\ ")))
                .isInstanceOfSatisfying(
                        Peer.Unusable.class, unusable -> assertThat(unusable.why()).contains(why));
    }

    private static Peer read(String subject) {
        return Subject.read(AUTHORITY.leaf(subject).certificate());
    }
}
