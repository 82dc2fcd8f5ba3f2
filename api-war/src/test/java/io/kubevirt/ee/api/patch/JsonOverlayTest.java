package io.kubevirt.ee.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonOverlayTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    # as written           | before              | after                 | as written, changed
                    {'m':'1024Mi','new':1}  | {'m':'1Gi'}         | {'m':'1Gi','d':1}     | {'m':'1024Mi','new':1,'d':1}
                    {'m':'1024Mi'}          | {'m':'1Gi'}         | {'m':'2Gi'}           | {'m':'2Gi'}
                    {}                      | {'f':[]}            | {'f':['x']}           | {'f':['x']}
                    {'f':null}              | {}                  | {'f':['x']}           | {'f':['x']}
                    {'a':{'n':1}}           | {'a':{'l':[]}}      | {'a':{'l':[1]}}       | {'a':{'n':1,'l':[1]}}
                    {'a':[{'n':1},{'x':9}]} | {'a':[{},{}]}       | {'a':[{'d':2},{}]}    | {'a':[{'n':1,'d':2},{'x':9}]}
                    {'a':[{'n':1}]}         | {'a':[{}]}          | {'a':[{},{'d':2}]}    | {'a':[{'n':1},{'d':2}]}
                    {'a':[1,2]}             | {'a':[1,2]}         | {'a':[1]}             | {'a':[1]}
                    {'a':1,'b':2}           | {'a':1,'b':2}       | {'b':2}               | {'b':2}
                    """)
    void makesTheChangeAndKeepsTheRestAsItWasWritten(
            String original, String before, String after, String changed) {
        assertThat(JsonOverlay.apply(json(original), json(before), json(after)))
                .isEqualTo(json(changed));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
