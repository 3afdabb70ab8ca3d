/*
 * The C library's functions on memory, as code that is watched. The library itself isn't compiled
 * with -fsanitize=thread, so a `memcmp` of a static would go unseen.
 *
 * Copies are one call of the model, which knows what a block copy is. The others are loops here,
 * in the file that uses them, so that the compiler makes each of their loads seen.
 */
#ifndef IRQSHARE_STRING_H
#define IRQSHARE_STRING_H

#pragma GCC system_header /* so that -Wshadow and -Wpedantic leave its macros alone */

/* `volatile` keeps the compiler from making a call of the library's function out of the loop. */
static inline int irqshare_memcmp(const void *a, const void *b, size_t length) {
    const volatile unsigned char *x = (const volatile unsigned char *)a;
    const volatile unsigned char *y = (const volatile unsigned char *)b;
    for (; length > 0; length--, x++, y++) {
        int left = *x, right = *y;
        if (left != right) return left - right;
    }
    return 0;
}

static inline size_t irqshare_strlen(const char *text) {
    const volatile char *end = text;
    while (*end != '\0') end++;
    return (size_t)(end - text);
}

static inline int irqshare_strncmp(const char *a, const char *b, size_t length) {
    const volatile unsigned char *x = (const volatile unsigned char *)a;
    const volatile unsigned char *y = (const volatile unsigned char *)b;
    for (; length > 0; length--, x++, y++) {
        int left = *x, right = *y;
        if (left != right || left == 0) return left - right;
    }
    return 0;
}

static inline int irqshare_strcmp(const char *a, const char *b) {
    return irqshare_strncmp(a, b, (size_t)-1);
}

static inline char *irqshare_strncpy(char *to, const char *from, size_t length) {
    volatile char *next = to;
    char byte = '\1';
    for (; length > 0; length--) {
        if (byte != '\0') byte = *(const volatile char *)from++;
        *next++ = byte;
    }
    return to;
}

static inline char *irqshare_strcpy(char *to, const char *from) {
    volatile char *next = to;
    char byte;
    do {
        byte = *(const volatile char *)from++;
        *next++ = byte;
    } while (byte != '\0');
    return to;
}

/* By name, not by form, so that a pointer to one of them is one to the watched function. */
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen
#undef strcmp
#undef strncmp
#undef strcpy
#undef strncpy
#define memcpy irqshare_memcpy
#define memmove irqshare_memmove
#define memset irqshare_memset
#define memcmp irqshare_memcmp
#define strlen irqshare_strlen
#define strcmp irqshare_strcmp
#define strncmp irqshare_strncmp
#define strcpy irqshare_strcpy
#define strncpy irqshare_strncpy

#endif
