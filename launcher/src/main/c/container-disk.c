/*
 * Keeps a container alive whose image holds a disk or a kernel and no program.
 *
 *   container-disk --copy-to PATH   copies this program to PATH, executable by all
 *   container-disk --volume NAME    waits for SIGTERM or SIGINT; the agent of the node finds the volume by this argument
 *
 * Static and without a library that would have to be in the image. The agent reads the image's files through
 * /proc/<pid of this process>/root.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *what, const char *path)
{
	fprintf(stderr, "container-disk: cannot %s %s: %s\n", what, path, strerror(errno));
	return 1;
}

static int copy_all(int from, int to, off_t bytes)
{
	while (bytes > 0) {
		ssize_t sent = sendfile(to, from, NULL, (size_t)bytes);

		if (sent <= 0)
			return -1;
		bytes -= sent;
	}
	return 0;
}

/* An init container that is run again finds its earlier copy: it is replaced, for it may have been cut short. */
static int copy_to(const char *path)
{
	struct stat self;
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	int to;

	if (from < 0 || fstat(from, &self) < 0)
		return fail("read", "/proc/self/exe");
	if (unlink(path) < 0 && errno != ENOENT)
		return fail("replace", path);
	to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
	if (to < 0)
		return fail("create", path);
	if (copy_all(from, to, self.st_size) < 0 || fchmod(to, 0555) < 0 || close(to) < 0)
		return fail("write", path);
	return 0;
}

static int wait_for_the_end(void)
{
	sigset_t wanted;
	int received;

	sigemptyset(&wanted);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGINT);
	/* To process 1 a signal without a handler is not delivered; one that is blocked waits for sigwait. */
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	while (sigwait(&wanted, &received) != 0)
		;
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--copy-to") == 0)
		return copy_to(argv[2]);
	if (argc == 3 && strcmp(argv[1], "--volume") == 0)
		return wait_for_the_end();
	fputs("usage: container-disk --copy-to PATH | --volume NAME\n", stderr);
	return 2;
}
