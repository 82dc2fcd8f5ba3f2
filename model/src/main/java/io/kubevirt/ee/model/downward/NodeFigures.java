package io.kubevirt.ee.model.downward;

import io.kubevirt.ee.model.downward.Figure.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel counts of a node, in vhostmd's names.
 *
 * @param node its name
 * @param product the hypervisor's name and version
 * @param sockets how many packages its processors are in
 * @param stat the text of {@code /proc/stat}
 * @param meminfo the text of {@code /proc/meminfo}
 * @param vmstat the text of {@code /proc/vmstat}
 */
public record NodeFigures(
        String node, String product, int sockets, String stat, String meminfo, String vmstat) {

    private static final Pattern LINE = Pattern.compile("(?m)^([^ :]+):? +([0-9]+)");
    private static final Pattern ALL_PROCESSORS =
            Pattern.compile("(?m)^cpu +([0-9]+) ([0-9]+) ([0-9]+) ");

    /** Of a clock tick in /proc, on every architecture that there is a kernel for today. */
    private static final double TICKS_EACH_SECOND = 100;

    /** And of a page, where guests are x86. */
    private static final long PAGE_KIB = 4;

    /** The node's part, as it is at a time. */
    public List<Figure> at(Instant now) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.text(Context.HOST, "HostName", node));
        figures.add(Figure.text(Context.HOST, "HostSystemInfo", "linux"));
        figures.add(Figure.text(Context.HOST, "VirtualizationVendor", "kubevirt.io"));
        figures.add(Figure.text(Context.HOST, "VirtProductInfo", product));
        figures.add(Figure.number(Context.HOST, "NumberOfPhysicalCPUs", sockets));
        figures.add(Figure.seconds(Context.HOST, "TotalCPUTime", processorSeconds()));
        figures.addAll(memory(numbers(meminfo)));
        figures.addAll(swap(numbers(vmstat)));
        figures.add(Figure.at(Context.HOST, "Time", now.getEpochSecond()));
        return figures;
    }

    private double processorSeconds() {
        Matcher line = ALL_PROCESSORS.matcher(stat);
        if (!line.find()) {
            return 0;
        }
        long user = Long.parseLong(line.group(1));
        long nice = Long.parseLong(line.group(2));
        long system = Long.parseLong(line.group(3));
        return (user + nice + system) / TICKS_EACH_SECOND;
    }

    private static List<Figure> memory(Map<String, Long> kib) {
        long free = kib.getOrDefault("MemFree", 0L);
        long total = kib.getOrDefault("MemTotal", 0L);
        long cache = kib.getOrDefault("Buffers", 0L) + kib.getOrDefault("Cached", 0L);
        long swapFree = kib.getOrDefault("SwapFree", 0L);
        long swapUsed =
                kib.getOrDefault("SwapTotal", 0L) - swapFree - kib.getOrDefault("SwapCached", 0L);
        long used = total - free - cache;
        return List.of(
                Figure.kibibytes(Context.HOST, "FreePhysicalMemory", free),
                Figure.kibibytes(Context.HOST, "FreeVirtualMemory", free + swapFree),
                Figure.kibibytes(Context.HOST, "MemoryAllocatedToVirtualServers", used),
                Figure.kibibytes(Context.HOST, "UsedVirtualMemory", used + swapUsed));
    }

    private static List<Figure> swap(Map<String, Long> pages) {
        return List.of(
                Figure.kibibytes(
                        Context.HOST, "PagedInMemory", pages.getOrDefault("pswpin", 0L) * PAGE_KIB),
                Figure.kibibytes(
                        Context.HOST,
                        "PagedOutMemory",
                        pages.getOrDefault("pswpout", 0L) * PAGE_KIB));
    }

    private static Map<String, Long> numbers(String text) {
        Map<String, Long> numbers = new HashMap<>();
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            numbers.put(lines.group(1), Long.parseLong(lines.group(2)));
        }
        return numbers;
    }
}
