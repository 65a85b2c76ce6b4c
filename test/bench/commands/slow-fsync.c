/* A disk on which each sync takes 2 ms longer, as that of a plain cloud volume. Preloaded into the server of one case of the bench. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int slowly(const char *name, int fd) {
  struct timespec pause = {0, 2000000};
  nanosleep(&pause, 0);
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return sync(fd);
}

int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
