/*
 * SANITIZED is defined in builds with AddressSanitizer, which slows the library
 * down: tests do less there.
 */
#ifndef ZN_TESTS_UNIT_SANITIZED_H
#define ZN_TESTS_UNIT_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#endif
