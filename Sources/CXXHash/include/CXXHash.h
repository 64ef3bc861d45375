/* xxHash, compiled in from the header of Debian's libxxhash-dev, so that nothing is linked and calls need no table. */
#ifndef APUS_CXXHASH_H
#define APUS_CXXHASH_H

#include <stddef.h>
#include <stdint.h>

uint32_t apus_xxh32(const void *bytes, size_t count, uint32_t seed);
uint64_t apus_xxh64(const void *bytes, size_t count, uint64_t seed);
uint64_t apus_xxh3(const void *bytes, size_t count, uint64_t seed);

#endif
