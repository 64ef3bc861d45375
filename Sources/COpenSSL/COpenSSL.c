#include "COpenSSL.h"

#include <dlfcn.h>

static struct apus_crypto table;

const struct apus_crypto *apus_load_crypto(const char **problem)
{
    void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        *problem = dlerror();
        return NULL;
    }
#define APUS_CRYPTO_LOAD(name)                                                                                         \
    if (!(table.name = (__typeof__(name) *)dlsym(library, #name))) {                                                   \
        *problem = dlerror();                                                                                          \
        return NULL;                                                                                                   \
    }
    APUS_CRYPTO_FUNCTIONS(APUS_CRYPTO_LOAD)
    return &table;
}
