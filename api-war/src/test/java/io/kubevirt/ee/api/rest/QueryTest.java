package io.kubevirt.ee.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @Test
    void valuesAreEncodedOnTheWay() {
        Query query = Query.of(Operation.LIST, Map.of("labelSelector", List.of("a=b&limit=1 #")));
        assertThat(query.encoded(Map.of("watch", "1")))
                .isEqualTo("labelSelector=a%3Db%26limit%3D1+%23&watch=1");
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 1, true",
        "limit, 500, true",
        "limit, 0, false",
        "limit, 501, false",
        "limit, 01, false",
        "limit, -1, false",
        "limit, 99999999999, false",
        "limit, '', false",
        "continue, eyJ2IjoibWV0YS5rOHMuaW8vdjEi, true",
        "continue, a/b, false",
        "labelSelector, '', true",
        "labelSelector, 'a in (b,c),!d', true",
        "labelSelector, ä, false",
        "fieldSelector, metadata.name=a, true",
        "watch, 1, false",
        "dryRun, All, false",
    })
    void aParameterIsWhatItMayBeOrRefused(String key, String value, boolean taken) {
        Map<String, List<String>> given = Map.of(key, List.of(value));
        if (taken) {
            assertThat(Query.of(Operation.LIST, given).values()).hasSize(1);
        } else {
            assertThatThrownBy(() -> Query.of(Operation.LIST, given))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aParameterMayBeGivenOnce() {
        assertThatThrownBy(() -> Query.of(Operation.LIST, Map.of("limit", List.of("1", "2"))))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NAMESPACE, default, true",
        "NAMESPACE, a.b, false",
        "NAMESPACE, '', false",
        "NAMESPACE, -a, false",
        "NAME, a.b-c, true",
        "NAME, .., false",
        "NAME, a/b, false",
        "NAME, A, false",
        "RESOURCE_VERSION, 12, true",
        "RESOURCE_VERSION, 1 2, false",
    })
    void partsOfPathsAreNamesOnly(Parameter parameter, String value, boolean taken) {
        assertThat(parameter.rule().accepts(value)).isEqualTo(taken);
    }
}
