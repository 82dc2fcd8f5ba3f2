package io.kubevirt.ee.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'a':1}             | {'a':1}               | []
                    {'a':1}             | {'a':2}               | [{'op':'replace','path':'/a','value':2}]
                    {}                  | {'a':{'b':1}}         | [{'op':'add','path':'/a','value':{'b':1}}]
                    {'a':{'b':1}}       | {'a':{'b':1,'c':2}}   | [{'op':'add','path':'/a/c','value':2}]
                    {'a':1,'b':2}       | {'b':2}               | [{'op':'remove','path':'/a'}]
                    {'a':{}}            | {'a':[]}              | [{'op':'replace','path':'/a','value':[]}]
                    {'a':[1,2]}         | {'a':[1,3]}           | [{'op':'replace','path':'/a/1','value':3}]
                    {'a':[1]}           | {'a':[1,2,3]}         | [{'op':'add','path':'/a/-','value':2},{'op':'add','path':'/a/-','value':3}]
                    {'a':[1,2,3]}       | {'a':[1]}             | [{'op':'remove','path':'/a/2'},{'op':'remove','path':'/a/1'}]
                    {'a':[{'x':1}]}     | {'a':[{'x':1,'y':2}]} | [{'op':'add','path':'/a/0/y','value':2}]
                    {'k/b.io~x':1}      | {'k/b.io~x':2}        | [{'op':'replace','path':'/k~1b.io~0x','value':2}]
                    """)
    void namesOnlyWhatDiffers(String before, String after, String patch) {
        JsonPatch found =
                JsonDifference.between(
                        JsonParser.parseString(before), JsonParser.parseString(after));
        assertThat(JsonParser.parseString(found.toJson())).isEqualTo(JsonParser.parseString(patch));
    }
}
