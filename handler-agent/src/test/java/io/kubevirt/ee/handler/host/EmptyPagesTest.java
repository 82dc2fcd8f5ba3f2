package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyPagesTest {

    private static final int PAGE = 2 << 20;

    @TempDir Path directory;

    @Test
    void neighboursAreOnePart() throws IOException {
        assertThat(pages(4, Long.MAX_VALUE)).containsExactly(new EmptyPages(0, 4L * PAGE));
    }

    @Test
    void noPartIsLargerThanTold() throws IOException {
        assertThat(pages(3, 2L * PAGE))
                .containsExactly(new EmptyPages(0, 2L * PAGE), new EmptyPages(2L * PAGE, PAGE));
    }

    @Test
    void pagesInWhichSomethingIsWrittenAreLeftOut() throws IOException {
        assertThat(pages(5, Long.MAX_VALUE, 0, 3 * PAGE - 1))
                .containsExactly(new EmptyPages(PAGE, PAGE), new EmptyPages(3L * PAGE, 2L * PAGE));
    }

    private List<EmptyPages> pages(int count, long most, int... written) throws IOException {
        byte[] memory = new byte[count * PAGE];
        for (int at : written) {
            memory[at] = 1;
        }
        return EmptyPages.of(Files.write(directory.resolve("memory"), memory), PAGE, most);
    }
}
