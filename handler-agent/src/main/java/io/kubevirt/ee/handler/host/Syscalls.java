package io.kubevirt.ee.handler.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The Linux system calls that Java has no word for: openat2 (path resolution confined to a root)
 * and the mount calls that work on descriptors. Numbers are those of all architectures since Linux
 * 5.0 (unified table); the kernel must be 5.12 or newer. See openat2(2), open_tree(2),
 * move_mount(2), mount_setattr(2), setns(2), umount2(2).
 */
final class Syscalls {

    static final int AT_FDCWD = -100;

    static final long O_WRONLY = 1;
    static final long O_CREAT = 0x40;
    static final long O_EXCL = 0x80;
    static final long O_CLOEXEC = 0x80000;
    static final long O_PATH = 0x200000;

    static final long RESOLVE_NO_MAGICLINKS = 0x02;
    static final long RESOLVE_NO_SYMLINKS = 0x04;
    static final long RESOLVE_BENEATH = 0x08;
    static final long RESOLVE_IN_ROOT = 0x10;

    private static final long OPEN_TREE = 428;
    private static final long MOVE_MOUNT = 429;
    private static final long OPENAT2 = 437;
    private static final long MOUNT_SETATTR = 442;

    private static final long AT_EMPTY_PATH = 0x1000;
    private static final long OPEN_TREE_CLONE = 1;
    private static final long MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final long MOUNT_ATTR_RDONLY_NOSUID_NODEV_NOEXEC = 0xf;
    private static final long MOUNT_ATTR_NOSUID_NODEV_NOEXEC = 0xe;
    private static final long MOUNT_ATTR_NOSYMFOLLOW = 0x200000;
    private static final long MS_PRIVATE = 1 << 18;
    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;
    private static final short AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    private static final int SUN_PATH_OFFSET = 2;
    private static final int SUN_PATH_BYTES = 108;
    private static final int CLONE_FS = 0x200;
    private static final int CLONE_NEWNS = 0x20000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle STATE_ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SYSCALL =
            handle(
                    "syscall",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    ERRNO,
                    Linker.Option.firstVariadicArg(1));
    private static final FunctionDescriptor INT_INT =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", INT_INT, ERRNO);
    private static final MethodHandle UNSHARE = handle("unshare", INT_INT, ERRNO);
    private static final MethodHandle SETNS =
            handle(
                    "setns",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    ERRNO);
    private static final MethodHandle UMOUNT2 =
            handle(
                    "umount2",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    ERRNO);
    private static final MethodHandle SOCKET =
            handle(
                    "socket",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT),
                    ERRNO);
    private static final MethodHandle CONNECT =
            handle(
                    "connect",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT),
                    ERRNO);
    private static final MethodHandle STRERROR =
            handle("strerror", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private Syscalls() {}

    /**
     * Opens {@code path} below the directory {@code dirFd}.
     *
     * @param resolve RESOLVE_ flags: how far the path may lead
     * @return the new descriptor, always close-on-exec
     */
    static int openat2(int dirFd, String path, long flags, long mode, long resolve)
            throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment how =
                    arena.allocateFrom(ValueLayout.JAVA_LONG, flags | O_CLOEXEC, mode, resolve);
            MemorySegment name = arena.allocateFrom(path);
            return (int)
                    call(
                            arena,
                            "openat2 " + path,
                            OPENAT2,
                            dirFd,
                            name.address(),
                            how.address(),
                            how.byteSize(),
                            0);
        }
    }

    /**
     * A detached copy of the mount that holds the file of {@code fd}, with that file as its root;
     * made in the mount namespace {@code namespaceFd}, because the kernel copies only mounts of the
     * caller's own namespace. The calling thread takes that namespace for good: it must end after
     * this call and touch no file in between, so everything is linked before it is entered.
     *
     * @return descriptor of the copy, or the negated error number
     */
    static long copyMountOfNamespace(int namespaceFd, int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long empty = arena.allocateFrom("").address();
            long flags = OPEN_TREE_CLONE | O_CLOEXEC | AT_EMPTY_PATH;
            if ((int) UNSHARE.invokeExact(state, CLONE_FS) < 0) {
                return -errno(state);
            }
            long linked = (long) SYSCALL.invokeExact(state, OPEN_TREE, -1L, empty, flags, 0L, 0L);
            if ((int) SETNS.invokeExact(state, namespaceFd, CLONE_NEWNS) < 0) {
                return -errno(state);
            }
            linked = (long) SYSCALL.invokeExact(state, OPEN_TREE, (long) fd, empty, flags, 0L, 0L);
            return linked < 0 ? -errno(state) : linked;
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Makes a detached mount private, read-only, nosuid, nodev, noexec. */
    static void restrictMount(int mountFd) throws ErrnoException {
        restrict(mountFd, MOUNT_ATTR_RDONLY_NOSUID_NODEV_NOEXEC);
    }

    /** The same, but that it may be written to if it could be before. */
    static void restrictWritableMount(int mountFd) throws ErrnoException {
        restrict(mountFd, MOUNT_ATTR_NOSUID_NODEV_NOEXEC);
    }

    /** The same as writable; nor is any link in it followed, by whomever (Linux 5.14). */
    static void restrictLinklessMount(int mountFd) throws ErrnoException {
        restrict(mountFd, MOUNT_ATTR_NOSUID_NODEV_NOEXEC | MOUNT_ATTR_NOSYMFOLLOW);
    }

    private static void restrict(int mountFd, long restrictions) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes =
                    arena.allocateFrom(ValueLayout.JAVA_LONG, restrictions, 0, MS_PRIVATE, 0);
            call(
                    arena,
                    "mount_setattr",
                    MOUNT_SETATTR,
                    mountFd,
                    arena.allocateFrom("").address(),
                    AT_EMPTY_PATH,
                    attributes.address(),
                    attributes.byteSize());
        }
    }

    /** Attaches a detached mount at an existing file. */
    static void attachMount(int mountFd, String target) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            call(
                    arena,
                    "move_mount to " + target,
                    MOVE_MOUNT,
                    mountFd,
                    arena.allocateFrom("").address(),
                    AT_FDCWD,
                    arena.allocateFrom(target).address(),
                    MOVE_MOUNT_F_EMPTY_PATH);
        }
    }

    /** Takes the topmost mount off {@code target}, now or when its last user is gone. */
    static void detachMount(String target) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result =
                    (int)
                            UMOUNT2.invokeExact(
                                    state,
                                    arena.allocateFrom(target),
                                    MNT_DETACH | UMOUNT_NOFOLLOW);
            if (result < 0) {
                throw failed("umount " + target, errno(state));
            }
        } catch (ErrnoException failed) {
            throw failed;
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** A stream socket connected to the unix socket at {@code path}, as a bare descriptor. */
    static int connectUnix(String path) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment address = arena.allocate(SUN_PATH_OFFSET + SUN_PATH_BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
            address.setString(SUN_PATH_OFFSET, path);
            int fd = (int) SOCKET.invokeExact(state, (int) AF_UNIX, SOCK_STREAM_CLOEXEC, 0);
            if (fd < 0) {
                throw failed("socket", errno(state));
            }
            if ((int) CONNECT.invokeExact(state, fd, address, (int) address.byteSize()) < 0) {
                int errno = errno(state);
                close(fd);
                throw failed("connect " + path, errno);
            }
            return fd;
        } catch (ErrnoException | IndexOutOfBoundsException failed) {
            throw failed;
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Closes a descriptor; as close(2) says, an error leaves nothing to do. */
    static void close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), fd);
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @SuppressWarnings("restricted")
    static ErrnoException failed(String call, int errno) {
        try {
            MemorySegment words = (MemorySegment) STRERROR.invokeExact(errno);
            return new ErrnoException(call, errno, words.reinterpret(256).getString(0));
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static long call(
            Arena arena, String what, long number, long a, long b, long c, long d, long e)
            throws ErrnoException {
        MemorySegment state = arena.allocate(STATE);
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e);
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
        if (result < 0) {
            throw failed(what, errno(state));
        }
        return result;
    }

    private static int errno(MemorySegment state) {
        return (int) STATE_ERRNO.get(state, 0L);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        SymbolLookup libc = LINKER.defaultLookup();
        return LINKER.downcallHandle(libc.findOrThrow(name), shape, options);
    }
}
