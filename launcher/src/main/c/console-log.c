/*
 * Prints what a guest says on its serial console, so that it becomes a container's log.
 *
 *   console-log FILE   prints FILE from its first byte, and what is appended to it, until SIGTERM or SIGINT
 *
 * FILE is in a small memory volume of the pod and qemu appends to it. What has been printed is given back by punching
 * a hole: no byte can be lost between reading and giving back, as it could by truncating, and qemu knows nothing of it.
 * While nothing is read the volume fills and qemu drops what does not fit. FILE need not be there at the start.
 *
 * There is no inotify: its instances are counted by user, and all pods of the node have the same.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SOON_MS = 50, LATEST_MS = 1000, PAGE = 4096 };

static char buffer[16 * PAGE];

static int fail(const char *what, const char *path)
{
	fprintf(stderr, "console-log: cannot %s %s: %s\n", what, path, strerror(errno));
	return -1;
}

static int print(const char *bytes, ssize_t count)
{
	while (count > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, (size_t)count);

		if (written < 0)
			return fail("write to", "standard output");
		bytes += written;
		count -= written;
	}
	return 0;
}

/* Where a program that was here before left off: its hole ends within a page, of which the printed part is zeros. */
static off_t first_unread(int file)
{
	off_t at = lseek(file, 0, SEEK_DATA);
	ssize_t got;
	ssize_t zeros = 0;

	if (at < 0)
		return lseek(file, 0, SEEK_END);
	if (at == 0)
		return 0;
	got = pread(file, buffer, PAGE, at);
	while (zeros < got && buffer[zeros] == 0)
		zeros++;
	return at + zeros;
}

/* Prints all there is; 1 when there was something. */
static int drain(int file, off_t *at, const char *path)
{
	int some = 0;
	ssize_t got;

	while ((got = pread(file, buffer, sizeof(buffer), *at)) > 0) {
		if (print(buffer, got) < 0)
			return -1;
		*at += got;
		if (fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, *at) < 0)
			return fail("give back what was printed of", path);
		some = 1;
	}
	return got < 0 ? fail("read", path) : some;
}

static int asked_to_end(const sigset_t *wanted, long ms)
{
	struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	return sigtimedwait(wanted, NULL, &time) > 0;
}

static long later(long pause_ms)
{
	return pause_ms * 2 > LATEST_MS ? LATEST_MS : pause_ms * 2;
}

static int follow(const char *path, const sigset_t *wanted)
{
	int file = -1;
	int ending = 0;
	off_t at = 0;
	long pause_ms = SOON_MS;

	for (;;) {
		int some = 0;

		if (file < 0) {
			file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
			/* Not yet there, or not yet given to whom it is for. */
			if (file < 0 && errno != ENOENT && errno != EACCES)
				return fail("open", path);
			if (file >= 0)
				at = first_unread(file);
		}
		if (file >= 0)
			some = drain(file, &at, path);
		if (some < 0)
			return -1;
		if (ending)
			return 0;
		pause_ms = some ? SOON_MS : later(pause_ms);
		/* What qemu says last is there by now: its container ends before this one is asked to. */
		ending = asked_to_end(wanted, pause_ms);
	}
}

int main(int argc, char **argv)
{
	sigset_t wanted;

	if (argc != 2) {
		fputs("usage: console-log FILE\n", stderr);
		return 2;
	}
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGINT);
	/* To process 1 a signal without a handler is not delivered; one that is blocked waits for sigtimedwait. */
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	return follow(argv[1], &wanted) < 0 ? 1 : 0;
}
