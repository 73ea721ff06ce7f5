/*
 * That results come in the order of their numbers, one at a time, whichever thread makes
 * them and however long it takes, and that only so many lie waiting.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#include "cli/batch/sequence.h"
#include "suite.h"

enum { THREADS = 4, RESULTS = 20000, WINDOW = 6 };

/* What has been delivered. */
struct delivered {
    uint64_t count;
    atomic_int at_once;        /* deliveries that are under way */
    atomic_uint_fast64_t seen; /* `count`, for other threads */
    bool in_order;
    bool alone;
};

/* A result is a number plus one, so that none is NULL. */
static void *result_of(uint64_t number)
{
    return (void *)(uintptr_t)(number + 1);
}

static void deliver(void *context, void *result)
{
    struct delivered *delivered = context;

    if (atomic_fetch_add(&delivered->at_once, 1) != 0)
        delivered->alone = false;
    if (result != result_of(delivered->count))
        delivered->in_order = false;
    delivered->count++;
    atomic_store(&delivered->seen, delivered->count);
    atomic_fetch_sub(&delivered->at_once, 1);
}

static void delivered_init(struct delivered *delivered)
{
    *delivered = (struct delivered){.in_order = true, .alone = true};
    atomic_init(&delivered->at_once, 0);
    atomic_init(&delivered->seen, 0);
}

struct crew {
    struct zn_sequence sequence;
    struct delivered delivered;
    atomic_uint_fast64_t next;
    bool streams; /* each seventh waits for its turn, and looks that nobody delivers then */
    atomic_bool disturbed;
};

/* Takes numbers and puts their results, some sooner and some later. */
static void *work(void *context)
{
    struct crew *crew = context;
    uint64_t number;

    while ((number = atomic_fetch_add(&crew->next, 1)) < RESULTS) {
        for (uint64_t i = number * 7 % 11; i != 0; i--)
            sched_yield();
        if (crew->streams && number % 7 == 0) {
            zn_sequence_wait(&crew->sequence, number);
            if (!zn_sequence_is_turn(&crew->sequence, number) ||
                atomic_load(&crew->delivered.seen) != number)
                atomic_store(&crew->disturbed, true);
        }
        zn_sequence_put(&crew->sequence, number, result_of(number));
    }
    return NULL;
}

static void run_crew(bool streams, size_t window)
{
    struct crew crew = {.streams = streams};
    pthread_t threads[THREADS];

    delivered_init(&crew.delivered);
    atomic_init(&crew.next, 0);
    atomic_init(&crew.disturbed, false);
    ck_assert(zn_sequence_open(&crew.sequence, window, deliver, &crew.delivered));
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &crew), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    zn_sequence_close(&crew.sequence);
    ck_assert_uint_eq(crew.delivered.count, RESULTS);
    ck_assert(crew.delivered.in_order);
    ck_assert(crew.delivered.alone);
    ck_assert(!atomic_load(&crew.disturbed));
}

START_TEST(results_come_in_order)
{
    run_crew(false, WINDOW);
}
END_TEST

START_TEST(one_place_is_enough)
{
    run_crew(false, 1);
}
END_TEST

START_TEST(nothing_is_delivered_ahead_of_who_has_the_turn)
{
    run_crew(true, WINDOW);
}
END_TEST

START_TEST(a_result_waits_for_those_before_it)
{
    struct zn_sequence sequence;
    struct delivered delivered;

    delivered_init(&delivered);
    ck_assert(zn_sequence_open(&sequence, 3, deliver, &delivered));
    zn_sequence_put(&sequence, 2, result_of(2));
    zn_sequence_put(&sequence, 1, result_of(1));
    ck_assert_uint_eq(delivered.count, 0);
    ck_assert(zn_sequence_is_turn(&sequence, 0));
    ck_assert(!zn_sequence_is_turn(&sequence, 1));
    zn_sequence_put(&sequence, 0, result_of(0));
    ck_assert_uint_eq(delivered.count, 3);
    ck_assert(delivered.in_order);
    zn_sequence_close(&sequence);
}
END_TEST

/* Who puts one result too many. */
struct late {
    struct zn_sequence *sequence;
    uint64_t number;
    atomic_bool done;
};

static void *put_late(void *context)
{
    struct late *late = context;

    zn_sequence_put(late->sequence, late->number, result_of(late->number));
    atomic_store(&late->done, true);
    return NULL;
}

START_TEST(who_is_too_far_ahead_waits)
{
    /* In which the thread could have gone on. */
    static const struct timespec moment = {.tv_nsec = 50000000};
    struct zn_sequence sequence;
    struct delivered delivered;
    struct late late = {.sequence = &sequence, .number = 2};
    pthread_t thread;

    delivered_init(&delivered);
    atomic_init(&late.done, false);
    ck_assert(zn_sequence_open(&sequence, 2, deliver, &delivered));
    zn_sequence_put(&sequence, 1, result_of(1));
    ck_assert_int_eq(pthread_create(&thread, NULL, put_late, &late), 0);
    nanosleep(&moment, NULL);
    ck_assert(!atomic_load(&late.done));
    zn_sequence_put(&sequence, 0, result_of(0));
    pthread_join(thread, NULL);
    ck_assert_uint_eq(delivered.count, 3);
    ck_assert(delivered.in_order);
    zn_sequence_close(&sequence);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sequence");
    TCase *tests = tcase_create("sequence");

    tcase_add_test(tests, results_come_in_order);
    tcase_add_test(tests, one_place_is_enough);
    tcase_add_test(tests, nothing_is_delivered_ahead_of_who_has_the_turn);
    tcase_add_test(tests, a_result_waits_for_those_before_it);
    tcase_add_test(tests, who_is_too_far_ahead_waits);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
