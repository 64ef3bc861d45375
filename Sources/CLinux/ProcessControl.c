#define _GNU_SOURCE
#include "ProcessControl.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t apus_fork(void)
{
    return fork();
}

int apus_drop_groups(void)
{
    return setgroups(0, NULL) == 0 ? 0 : errno;
}

pid_t apus_spawn(const char *path, char *const arguments[], char *const environment[], int *watch)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    pid_t child = 0;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&files, 3);
    if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!error) error = posix_spawnattr_setpgroup(&attributes, 0);
    if (!error)
        error = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    if (!error) error = posix_spawn(&child, path, &files, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (error) return -error;
    *watch = (int)syscall(SYS_pidfd_open, child, 0);
    if (*watch >= 0) return child;
    error = errno;
    kill(-child, SIGKILL);
    waitpid(child, NULL, 0);
    return -error;
}

int apus_refuse_new_privileges(void)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
}

static struct __user_cap_header_struct own_capabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    return header;
}

int apus_get_capabilities(uint64_t *permitted, uint64_t *effective)
{
    struct __user_cap_header_struct header = own_capabilities();
    struct __user_cap_data_struct data[2] = {{0, 0, 0}, {0, 0, 0}};
    if (syscall(SYS_capget, &header, data) != 0) return errno;
    *permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
    *effective = data[0].effective | (uint64_t)data[1].effective << 32;
    return 0;
}

int apus_set_capabilities(uint64_t permitted, uint64_t effective)
{
    struct __user_cap_header_struct header = own_capabilities();
    struct __user_cap_data_struct data[2] = {
        {(uint32_t)effective, (uint32_t)permitted, 0}, {(uint32_t)(effective >> 32), (uint32_t)(permitted >> 32), 0}};
    return syscall(SYS_capset, &header, data) == 0 ? 0 : errno;
}

int apus_keep_capabilities(void)
{
    return prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 ? 0 : errno;
}

int apus_allow_dumps(void)
{
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0 ? 0 : errno;
}

int apus_set_priority(int value)
{
    return setpriority(PRIO_PROCESS, 0, value) == 0 ? 0 : errno;
}

int apus_priority(void)
{
    return getpriority(PRIO_PROCESS, 0);
}
