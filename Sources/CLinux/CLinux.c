#define _GNU_SOURCE
#include "CLinux.h"

#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <link.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int apus_accept(int listener, struct sockaddr *address, socklen_t *length)
{
    return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static int sign(int descriptor, int option, struct tcp_md5sig *signature, const void *key, uint16_t count)
{
    if (count > TCP_MD5SIG_MAXKEYLEN)
        return EINVAL;
    signature->tcpm_keylen = count;
    memcpy(signature->tcpm_key, key, count);
    int result = setsockopt(descriptor, IPPROTO_TCP, option, signature, sizeof *signature);
    return result == 0 ? 0 : errno;
}

int apus_sign_segments(int descriptor, const struct sockaddr *peer, socklen_t length, const void *key, uint16_t count)
{
    struct tcp_md5sig signature = {0};
    if (length > sizeof signature.tcpm_addr)
        return EINVAL;
    memcpy(&signature.tcpm_addr, peer, length);
    return sign(descriptor, TCP_MD5SIG, &signature, key, count);
}

int apus_sign_all_segments(int descriptor, sa_family_t family, const void *key, uint16_t count)
{
    struct tcp_md5sig signature = {.tcpm_flags = TCP_MD5SIG_FLAG_PREFIX, .tcpm_prefixlen = 0};
    signature.tcpm_addr.ss_family = family;
    int result = sign(descriptor, TCP_MD5SIG_EXT, &signature, key, count);
    if (result != 0 || family != AF_INET6)
        return result;
    /* Clients of the other family, if the socket takes them. */
    struct sockaddr_in6 *mapped = (struct sockaddr_in6 *)&signature.tcpm_addr;
    mapped->sin6_addr.s6_addr[10] = mapped->sin6_addr.s6_addr[11] = 0xff;
    return sign(descriptor, TCP_MD5SIG_EXT, &signature, key, count);
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

int apus_get_affinity(uint64_t *words, size_t count)
{
    memset(words, 0, count * sizeof *words);
    return sched_getaffinity(0, count * sizeof *words, (cpu_set_t *)words);
}

int apus_set_affinity(const uint64_t *words, size_t count)
{
    return sched_setaffinity(0, count * sizeof *words, (const cpu_set_t *)words);
}

int apus_enter_network(int name_space)
{
    return setns(name_space, CLONE_NEWNET);
}

/* The first object is the program itself. Its code is mapped from the file and never written, so that pages come back as they were. */
static int release_code(struct dl_phdr_info *program, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int index = 0; index < program->dlpi_phnum; index++) {
        const ElfW(Phdr) *part = &program->dlpi_phdr[index];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || (part->p_flags & PF_W))
            continue;
        uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
        uintptr_t start = (program->dlpi_addr + part->p_vaddr) & ~(page - 1);
        uintptr_t end = program->dlpi_addr + part->p_vaddr + part->p_memsz;
        madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 1;
}

void apus_release_code(void)
{
    dl_iterate_phdr(release_code, NULL);
}

unsigned long apus_heap_free(void)
{
    return mallinfo2().fordblks;
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

_Bool apus_password_matches(const char *password, const char *hash)
{
    /* 32 kB, too much for a loop's stack. */
    struct crypt_data *data = calloc(1, sizeof *data);
    unsigned char difference = 1;
    const char *made = data == NULL ? NULL : crypt_r(password, hash, data);
    if (made != NULL && made[0] != '*' && strlen(made) == strlen(hash)) {
        difference = 0;
        for (size_t i = 0; made[i] != 0; i++) difference |= (unsigned char)made[i] ^ (unsigned char)hash[i];
    }
    free(data);
    return difference == 0;
}
