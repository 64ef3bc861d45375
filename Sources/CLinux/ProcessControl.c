#define _GNU_SOURCE
#include "ProcessControl.h"

#include <errno.h>
#include <grp.h>
#include <stddef.h>
#include <unistd.h>

pid_t apus_fork(void)
{
    return fork();
}

int apus_drop_groups(void)
{
    return setgroups(0, NULL) == 0 ? 0 : errno;
}
