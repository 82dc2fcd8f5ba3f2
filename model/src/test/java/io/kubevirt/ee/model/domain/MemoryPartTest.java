package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class MemoryPartTest {

    private final PartGolden part = new PartGolden(new MemoryPart());

    @Test
    void memoryOfTheGuestIsStatedInBytes() {
        part.assertMatches(
                "guest",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void hugePagesAreOfTheStatedSizeAndCanBeTakenAnew() {
        part.assertMatches(
                "hugepages",
                Requests.emulated(
                        """
                        {"memory": {"guest": "2Gi", "hugepages": {"pageSize": "1Gi"}},
                         "devices": {}}"""));
    }

    @Test
    void aRequestStandsInForMemoryThatIsNotStated() {
        part.assertMatches(
                "request",
                Requests.emulated(
                        """
                        {"resources": {"requests": {"memory": "1Gi"}}, "devices": {}}"""));
    }
}
