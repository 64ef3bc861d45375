/* What a process does to itself, which Swift's Glibc module leaves out. */
#ifndef APUS_PROCESS_CONTROL_H
#define APUS_PROCESS_CONTROL_H

#include <sys/types.h>

/* fork(2); only for a process that has one thread. */
pid_t apus_fork(void);

/* Gives up every supplementary group; 0 or an error number. */
int apus_drop_groups(void);

#endif
