#define XXH_INLINE_ALL
#include <xxhash.h>

#include "CXXHash.h"

uint32_t apus_xxh32(const void *bytes, size_t count, uint32_t seed)
{
    return XXH32(bytes, count, seed);
}

uint64_t apus_xxh64(const void *bytes, size_t count, uint64_t seed)
{
    return XXH64(bytes, count, seed);
}

uint64_t apus_xxh3(const void *bytes, size_t count, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes, count, seed);
}
