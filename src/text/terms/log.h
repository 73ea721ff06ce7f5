/* Functions that are alike on every machine and need no mathematical library. */
#ifndef ZN_TEXT_TERMS_LOG_H
#define ZN_TEXT_TERMS_LOG_H

#include <stdint.h>
#include <string.h>

/* Of a normal number above 0; right to eight digits. */
static inline double zn_log2(double number)
{
    const double per_natural = 1.4426950408889634;
    const uint64_t mantissa_bits = (UINT64_C(1) << 52) - 1;
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    int exponent = (int)(bits >> 52 & 0x7FF) - 1023;
    bits = (bits & mantissa_bits) | UINT64_C(1023) << 52;
    memcpy(&number, &bits, sizeof number);
    /* ln m = 2 artanh((m - 1) / (m + 1)), for m from 1 to 2. */
    double z = (number - 1) / (number + 1);
    double square = z * z;
    double sum = 0;
    for (int k = 15; k >= 1; k -= 2)
        sum = sum * square + 1.0 / k;
    return exponent + 2 * z * sum * per_natural;
}

/* e to the power of -number, for a number from 0 on; right to six digits. */
static inline double zn_exp_minus(double number)
{
    double power = 1;
    unsigned halvings = 0;
    if (number > 700)
        return 0;
    while (number > 0.01) {
        number /= 2;
        halvings++;
    }
    for (int k = 4; k >= 1; k--)
        power = 1 - number / k * power;
    for (; halvings > 0; halvings--)
        power *= power;
    return power;
}

#endif
