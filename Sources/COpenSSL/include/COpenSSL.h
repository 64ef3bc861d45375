/* The functions of OpenSSL's libcrypto that Apus calls, in a table that is filled when a configuration needs the first one.
 *
 * Linking libcrypto would cost every process 400 kB of private memory, which relocating its tables takes, and needs the file
 * even where nothing uses it. The types are those of the headers, so that a call through the table is checked like any other. */
#ifndef APUS_COPENSSL_H
#define APUS_COPENSSL_H

#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#define APUS_CRYPTO_FUNCTIONS(X)                                                                                       \
    X(BIO_free) X(BIO_new_mem_buf)                                                                                     \
    X(BN_bin2bn) X(BN_clear_free)                                                                                      \
    X(ERR_clear_error)                                                                                                 \
    X(EVP_CIPHER_CTX_ctrl) X(EVP_CIPHER_CTX_free) X(EVP_CIPHER_CTX_new) X(EVP_CIPHER_CTX_reset)                        \
    X(EVP_CIPHER_CTX_set_flags) X(EVP_CIPHER_fetch) X(EVP_CIPHER_free)                                                 \
    X(EVP_CipherFinal_ex) X(EVP_CipherInit_ex2) X(EVP_CipherUpdate)                                                    \
    X(EVP_DigestFinal_ex) X(EVP_DigestInit_ex2) X(EVP_DigestUpdate)                                                    \
    X(EVP_DigestVerify) X(EVP_DigestVerifyInit_ex)                                                                     \
    X(EVP_MD_CTX_free) X(EVP_MD_CTX_new) X(EVP_MD_CTX_reset) X(EVP_MD_fetch) X(EVP_MD_free) X(EVP_MD_get0_name)        \
    X(EVP_MD_get_block_size) X(EVP_MD_get_flags) X(EVP_MD_get_size) X(EVP_get_digestbyname)                                                     \
    X(EVP_PKEY_CTX_free) X(EVP_PKEY_CTX_new_from_name) X(EVP_PKEY_CTX_new_from_pkey)                                   \
    X(EVP_PKEY_CTX_set_rsa_mgf1_md_name) X(EVP_PKEY_CTX_set_rsa_oaep_md_name) X(EVP_PKEY_CTX_set_rsa_padding)          \
    X(EVP_PKEY_CTX_set_rsa_pss_saltlen)                                                                                \
    X(EVP_PKEY_decrypt) X(EVP_PKEY_decrypt_init) X(EVP_PKEY_derive) X(EVP_PKEY_derive_init)                            \
    X(EVP_PKEY_derive_set_peer) X(EVP_PKEY_free) X(EVP_PKEY_fromdata) X(EVP_PKEY_fromdata_init) X(EVP_PKEY_get_bits)   \
    X(EVP_PKEY_get_size) X(EVP_PKEY_is_a)                                                                              \
    X(OSSL_DECODER_CTX_free) X(OSSL_DECODER_CTX_new_for_pkey) X(OSSL_DECODER_from_data)                                \
    X(OSSL_PARAM_BLD_free) X(OSSL_PARAM_BLD_new) X(OSSL_PARAM_BLD_push_BN) X(OSSL_PARAM_BLD_push_octet_string)         \
    X(OSSL_PARAM_BLD_push_utf8_string) X(OSSL_PARAM_BLD_to_param)                                                      \
    X(OSSL_PARAM_construct_end) X(OSSL_PARAM_construct_utf8_string) X(OSSL_PARAM_free)                                 \
    X(PEM_read_bio_PUBKEY) X(PEM_read_bio_PrivateKey) X(PEM_read_bio_X509)                                             \
    X(X509_free) X(X509_get_pubkey)

/* Macros that Swift does not see. */
enum {
    EVP_PKEY_PUBLIC_KEY_SELECTION = EVP_PKEY_PUBLIC_KEY,
    EVP_PKEY_KEYPAIR_SELECTION = EVP_PKEY_KEYPAIR,
};

struct apus_crypto {
#define APUS_CRYPTO_FIELD(name) __typeof__(name) *_Nonnull name;
    APUS_CRYPTO_FUNCTIONS(APUS_CRYPTO_FIELD)
#undef APUS_CRYPTO_FIELD
};

/* Loads the library once and fills the table; NULL when it is missing or lacks a function, and `*problem` says which. Not for
   two threads at once. */
const struct apus_crypto *_Nullable apus_load_crypto(const char *_Nullable *_Nonnull problem);

#endif
