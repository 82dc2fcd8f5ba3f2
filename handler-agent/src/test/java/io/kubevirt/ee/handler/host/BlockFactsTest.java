package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.domain.GuestResources.BlockSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockFactsTest {

    @TempDir Path sysfs;

    @ParameterizedTest
    @CsvSource({
        "4096, 4096, 4096",
        "512, 512, 512",
        "131072, 4096, 131072",
        "4194304, 4096, 2097152",
        "3000, 2048, 2048",
        "1, 512, 512",
    })
    void aFileSystemHasOneSizeWhichIsOneThatADiskCanHave(long told, int logical, int physical) {
        assertThat(BlockFacts.ofFileSystem(told)).isEqualTo(new BlockSizes(logical, physical));
    }

    @Test
    void aPartitionHasThoseOfItsDevice() throws IOException {
        Path device = Files.createDirectories(sysfs.resolve("devices/pci0/block/sda"));
        Files.createDirectories(device.resolve("queue"));
        Files.writeString(device.resolve("queue/logical_block_size"), "512\n");
        Files.writeString(device.resolve("queue/physical_block_size"), "4096\n");
        Path partition = Files.createDirectories(device.resolve("sda1"));
        Files.writeString(partition.resolve("partition"), "1\n");
        Path numbers = Files.createDirectories(sysfs.resolve("dev/block"));
        Files.createSymbolicLink(numbers.resolve("8:0"), device);
        Files.createSymbolicLink(numbers.resolve("8:1"), partition);

        BlockSizes sizes = new BlockSizes(512, 4096);
        assertThat(BlockFacts.ofDevice(numbers, "8:0")).isEqualTo(sizes);
        assertThat(BlockFacts.ofDevice(numbers, "8:1")).isEqualTo(sizes);
    }
}
