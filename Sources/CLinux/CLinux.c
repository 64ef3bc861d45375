#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int apus_accept(int listener, struct sockaddr *address, socklen_t *length)
{
    return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

ssize_t apus_splice(int from, int to, size_t count)
{
    return splice(from, NULL, to, NULL, count, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
}

int apus_pipe(int ends[2])
{
    return pipe2(ends, O_NONBLOCK | O_CLOEXEC);
}

int apus_pipe_capacity(int pipe, int bytes)
{
    return fcntl(pipe, F_SETPIPE_SZ, bytes);
}

int apus_affinity_count(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return -1;
    return CPU_COUNT(&set);
}

int apus_enter_network(int name_space)
{
    return setns(name_space, CLONE_NEWNET);
}

void apus_trim_heap(void)
{
    malloc_trim(0);
}

size_t apus_allocation_size(void *object)
{
    return malloc_usable_size(object) + sizeof(size_t);
}

size_t apus_format_number(const uint8_t *digits, size_t count, void *target, size_t room)
{
    /* The digits behind these do not change six significant ones, but their number does. */
    char text[400];
    if (count >= sizeof text)
        return 0;
    memcpy(text, digits, count);
    text[count] = 0;
    int length = snprintf(target, room, "%g", strtod(text, NULL));
    return length > 0 && (size_t)length < room ? (size_t)length : 0;
}
