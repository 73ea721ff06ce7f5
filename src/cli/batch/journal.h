/*
 * --resume FILE: what a batch has done, so that a rerun does the rest only.  A text: a line
 * that says of which batch it is, then a line for every file that is done.  A line is written
 * whole, at the end, when the output is in its place, so that a run may be killed at any
 * moment; a line that is not complete is cut off by the next run.  Files that failed are not
 * in it and are tried again.
 *
 * A line holds size and time of last change of the file and of its output (in place they are
 * the same): what has been changed since, on either side, or is missing, is not done.  So
 * a machine that stops before an output's new name is on the disk does no harm either.
 *
 * Takes 11 bytes of memory for each line that there is at the start, none for new ones: 4
 * million files take 44 MB.
 */
#ifndef ZN_CLI_BATCH_JOURNAL_H
#define ZN_CLI_BATCH_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct zn_batch_journal;

/*
 * Opens a journal, or begins one where there is none.  `batch` is the digest of all that
 * decides the outputs, see digest.h.  Returns ZN_CLI_DONE or, having said what is wrong,
 * another exit code: ZN_CLI_USAGE where it is of another batch or no journal at all,
 * ZN_CLI_IO where another run writes to it right now.  Then *journal is NULL.
 */
int zn_batch_journal_open(struct zn_batch_journal **journal, const char *path, uint64_t batch);

/*
 * Whether a file was done when the journal was opened: `source` is what stat says of it now,
 * `output` of its output; in place they are the same.  Any number of threads.
 */
bool zn_batch_journal_has(const struct zn_batch_journal *journal, const char *path,
                          const struct stat *source, const struct stat *output);

/*
 * Notes that a file is done: `source` as it was read, `output` as it was written and put
 * into its place (by fstat, so that no later change is mistaken for the program's own).  In
 * place both are that of the new file.  Any number of threads.  Returns ZN_CLI_DONE or, having
 * said what is wrong, ZN_CLI_IO.
 */
int zn_batch_journal_add(struct zn_batch_journal *journal, const char *path,
                         const struct stat *source, const struct stat *output);

/*
 * Closes the journal when its lines are on the disk.  NULL is allowed.  Returns ZN_CLI_DONE
 * or, having said what is wrong, ZN_CLI_IO.
 */
int zn_batch_journal_close(struct zn_batch_journal *journal);

#endif
