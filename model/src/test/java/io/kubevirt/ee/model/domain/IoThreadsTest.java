package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IoThreadsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "no policy                  | -                | 1 | a b c    | 0 |",
                "one of its own             | -                | 1 | a B c    | 2 | a=1 b=2 c=1",
                "all of their own           | -                | 1 | A B      | 2 | a=1 b=2",
                "shared                     | shared           | 4 | a b c    | 1 | a=1 b=1 c=1",
                "shared, one of its own     | shared           | 4 | a B c    | 2 | a=1 b=2 c=1",
                "auto, fewer disks          | auto             | 2 | a b      | 2 | a=1 b=2",
                "auto, more disks           | auto             | 1 | a b c D  | 3 | a=1 b=2 c=1 d=3",
                "auto without a virtio disk | auto             | 1 | s        | 0 |",
                "a pool, more disks         | supplementalPool | 1 | a B s c  | 2 | a=1 b=2 c=1",
                "a pool, fewer disks        | supplementalPool | 1 | a        | 2 | a=1",
            })
    void threadsAreDealtOutAsKubeVirtDoes(
            String what, String policy, int vcpus, String disks, int count, String byDisk) {
        String all =
                disks.chars()
                        .filter(Character::isLetter)
                        .mapToObj(letter -> disk((char) letter))
                        .collect(Collectors.joining(","));
        String domain =
                """
                {"cpu": {"cores": %d}, "memory": {"guest": "64Mi"}, "ioThreadsPolicy": %s,
                 "ioThreads": {"supplementalPoolThreadCount": 2},
                 "devices": {"disks": [%s]}}"""
                        .formatted(vcpus, policy == null ? "null" : '"' + policy + '"', all);

        IoThreads threads = IoThreads.of(Requests.vmi(domain, "[]", "[]").spec().domain());

        assertThat(threads.count()).as(what).isEqualTo(count);
        assertThat(
                        threads.byDisk().entrySet().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(" ")))
                .as(what)
                .isEqualTo(byDisk == null ? "" : byDisk);
    }

    /** An upper-case letter asks for a thread; {@code s} is on another bus. */
    private static String disk(char letter) {
        return "{\"name\": \"%s\", \"dedicatedIOThread\": %s, \"disk\": {\"bus\": \"%s\"}}"
                .formatted(
                        Character.toLowerCase(letter),
                        Character.isUpperCase(letter),
                        letter == 's' ? "sata" : "virtio");
    }
}
