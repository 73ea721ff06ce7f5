/* What every unit test program ends with. */
#ifndef ZN_TEST_SUITE_H
#define ZN_TEST_SUITE_H

#include <check.h>
#include <stdlib.h>

/* Runs a suite, frees it, and gives main's result. */
static inline int run_suite(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
