package io.kubevirt.ee.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CallerTest {
    @Test
    void readsUserUidGroupsAndExtra() {
        Optional<Caller> caller =
                caller(
                        Map.of(
                                "X-Remote-User", List.of("jane"),
                                "X-Remote-Uid", List.of("u1"),
                                "X-Remote-Group", List.of("devs", "system:authenticated"),
                                "X-Remote-Extra-Scopes", List.of("a", "b"),
                                "X-Remote-Extra-Example.com%2Fteam", List.of("red")));
        assertThat(caller)
                .contains(
                        new Caller(
                                "jane",
                                Optional.of("u1"),
                                List.of("devs", "system:authenticated"),
                                Map.of(
                                        "scopes",
                                        List.of("a", "b"),
                                        "example.com/team",
                                        List.of("red"))));
    }

    @Test
    void keepsAKeyThatIsBadlyEscaped() {
        assertThat(
                        caller(
                                        Map.of(
                                                "X-Remote-User", List.of("jane"),
                                                "X-Remote-Extra-A%zz+b", List.of("c")))
                                .orElseThrow()
                                .extra())
                .containsOnlyKeys("a%zz+b");
    }

    @Test
    void isNobodyWithoutAUser() {
        assertThat(caller(Map.of("X-Remote-Group", List.of("system:masters")))).isEmpty();
    }

    @Test
    void isNobodyWithABlankUser() {
        assertThat(caller(Map.of("X-Remote-User", List.of(" ")))).isEmpty();
    }

    @Test
    void isNobodyWithTwoUsers() {
        assertThat(caller(Map.of("X-Remote-User", List.of("jane", "admin")))).isEmpty();
    }

    private static Optional<Caller> caller(Map<String, List<String>> headers) {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return Caller.of(
                new Caller.Headers() {
                    @Override
                    public List<String> names() {
                        return List.copyOf(anyCase.keySet());
                    }

                    @Override
                    public List<String> values(String name) {
                        return anyCase.getOrDefault(name, List.of());
                    }
                });
    }
}
