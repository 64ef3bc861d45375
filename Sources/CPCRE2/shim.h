/* The header asks for the width of a code unit before it declares anything: bytes. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
