/*
 * The entry point of the image virt-launcher: becomes the JVM, with SIGCHLD ignored.
 *
 * The launcher is process 1 of its container. What `kubectl exec` leaves behind becomes its child, and a JVM reaps no child
 * that it did not start; of a process that ignores SIGCHLD the kernel reaps every child itself. An image without a shell
 * has nobody else to set that.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JAVA "/usr/lib/jvm/runtime/bin/java"
#define HOME "/opt/virt-launcher/"

static char *const of_the_image[] = {
	"java", "@" HOME "java.options", "-XX:AOTCache=" HOME "launcher.aot", "-jar", HOME "launcher.jar",
};
static const size_t count_of_the_image = sizeof(of_the_image) / sizeof(of_the_image[0]);

int main(int argc, char **argv)
{
	size_t given = argc > 0 ? (size_t)argc - 1 : 0;
	char **arguments = calloc(count_of_the_image + given + 1, sizeof(*arguments));

	if (arguments == NULL) {
		fputs("virt-launcher: no memory for its arguments\n", stderr);
		return 1;
	}
	memcpy(arguments, of_the_image, sizeof(of_the_image));
	memcpy(arguments + count_of_the_image, argv + 1, given * sizeof(*arguments));
	signal(SIGCHLD, SIG_IGN);
	/* One arena: a second would save time that nobody waits for. */
	setenv("MALLOC_ARENA_MAX", "1", 1);
	execv(JAVA, arguments);
	fprintf(stderr, "virt-launcher: cannot run " JAVA ": %s\n", strerror(errno));
	return 1;
}
