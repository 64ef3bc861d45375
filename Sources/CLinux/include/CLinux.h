/* The system calls and constants that Swift's Glibc module does not show, and those that need _GNU_SOURCE (wrapped in
   CLinux.c: defining it in a header breaks the import). */
#ifndef APUS_CLINUX_H
#define APUS_CLINUX_H

#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>

/* accept4 with SOCK_NONBLOCK | SOCK_CLOEXEC. */
int apus_accept(int listener, struct sockaddr *address, socklen_t *length);

/* TCP_MD5SIG: signs the segments from and to a peer (RFC 2385); the socket is not connected yet. 0, or an error number. */
int apus_sign_segments(int descriptor, const struct sockaddr *peer, socklen_t length, const void *key, uint16_t count);

/* The same for every peer that connects to a listening socket of that family. */
int apus_sign_all_segments(int descriptor, sa_family_t family, const void *key, uint16_t count);

/* splice(2) without offsets, SPLICE_F_MOVE | SPLICE_F_NONBLOCK. */
ssize_t apus_splice(int from, int to, size_t count);

/* pipe2(2) with O_NONBLOCK | O_CLOEXEC; ends[0] is read. */
int apus_pipe(int ends[2]);

/* Sets the capacity of a pipe; returns the capacity, or -1. */
int apus_pipe_capacity(int pipe, int bytes);

/* The processors that the calling thread may run on: a bit each, the first in the lowest bit of the first word. 0, or -1 and errno. */
int apus_get_affinity(uint64_t *words, size_t count);

/* Lets the calling thread run on these processors only. 0, or -1 and errno. */
int apus_set_affinity(const uint64_t *words, size_t count);

/* setns(2) into the network namespace of a descriptor, for the calling thread. */
int apus_enter_network(int name_space);

/* Lets go of the program's code pages: those that only the start needed do not come back. */
void apus_release_code(void);

/* mallinfo2(): bytes of the heap that are free, in all its arenas. Looks at each free piece. */
unsigned long apus_heap_free(void);

/* malloc_trim(0): gives free heap pages back to the system. */
void apus_trim_heap(void);

/* Bytes that the heap spends on an allocated object, its own header included. */
size_t apus_allocation_size(void *object);

/* Writes a decimal number as "%g" does; returns the length, or 0 when it does not fit. */
size_t apus_format_number(const uint8_t *digits, size_t count, void *target, size_t room);

/* Whether crypt(3) makes `hash` of a password. */
_Bool apus_password_matches(const char *password, const char *hash);

#endif
