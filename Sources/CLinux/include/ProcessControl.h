/* What a process does to itself, which Swift's Glibc module leaves out. */
#ifndef APUS_PROCESS_CONTROL_H
#define APUS_PROCESS_CONTROL_H

#include <stdint.h>
#include <sys/types.h>

/* fork(2); only for a process that has one thread. */
pid_t apus_fork(void);

/* Gives up every supplementary group; 0 or an error number. */
int apus_drop_groups(void);

/* Starts a program in a process group of its own, with ordinary signals and no descriptors but the standard ones, the first of
   which is empty. `*watch` becomes a descriptor that is readable once the program has ended. Its number, or a negative error number. */
pid_t apus_spawn(const char *path, char *const arguments[], char *const environment[], int *watch);

/* Programs that this process starts, from now on, get no rights by the bits of their files. 0 or an error number. */
int apus_refuse_new_privileges(void);

/* The capabilities that the calling thread may have and those that it has, a bit each. 0 or an error number. */
int apus_get_capabilities(uint64_t *permitted, uint64_t *effective);

/* Gives up all capabilities but these. 0 or an error number. */
int apus_set_capabilities(uint64_t permitted, uint64_t effective);

/* The next change from the user 0 to another leaves the permitted capabilities. 0 or an error number. */
int apus_keep_capabilities(void);

/* A crash may leave a core dump, even after a change of the user. 0 or an error number. */
int apus_allow_dumps(void);

/* The scheduling priority of the calling thread and of those that it will start, from -20 to 19. 0 or an error number. */
int apus_set_priority(int value);
int apus_priority(void);

#endif
