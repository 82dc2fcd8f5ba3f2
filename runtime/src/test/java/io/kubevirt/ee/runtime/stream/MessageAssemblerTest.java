package io.kubevirt.ee.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {
    private final MessageAssembler assembler = new MessageAssembler();

    @Test
    void partsBecomeOneMessage() throws IOException {
        assertThat(assembler.add(bytes(1, 2), false)).isEmpty();
        assertThat(assembler.add(bytes(), false)).isEmpty();
        assertThat(assembler.add(bytes(3), true)).contains(bytes(1, 2, 3));
    }

    @Test
    void theNextMessageBeginsAnew() throws IOException {
        assertThat(assembler.add(bytes(1), true)).contains(bytes(1));
        assertThat(assembler.add(bytes(), true)).contains(bytes());
        assertThat(assembler.add(bytes(2), true)).contains(bytes(2));
    }

    @Test
    void theLongestDatagramFitsAndNothingLonger() throws IOException {
        ByteBuffer longest = ByteBuffer.allocate(MessageAssembler.LONGEST);
        assertThat(assembler.add(longest, false)).isEmpty();
        assertThatThrownBy(() -> assembler.add(bytes(1), true))
                .hasMessage("a datagram holds at most 65507 bytes");
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }
}
