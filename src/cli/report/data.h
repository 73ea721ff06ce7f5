/*
 * A report as the JSON that the page reads.  Its members are described here and
 * nowhere else:
 *
 *   format        1; another number when a member changes its meaning
 *   run           what was converted with: see run_json.h; quotes, bad_input; target:
 *                 "simplified", "traditional" or ""
 *   totals        files, changed_files, failed; what zhnorm_stats counts, by the
 *                 same names; changed: characters that were replaced or removed; left
 *   passes        of each step: name, title, edits, characters, files; alone:
 *                 characters in edits in which no other step had a part
 *   shared        characters in edits of several steps
 *   causes        of each rule and dictionary: name, pass (of a step), about, edits,
 *                 characters, files
 *   sets          lists of numbers of causes; [0] stands for too many to tell apart
 *   replacements  rows [before, after, set, count, files], kinds, error
 *   ambiguous     rows {text, output, kept, candidates, count, files, contexts}, kinds,
 *                 error; a context: file, line, column, before, text, behind, no two the
 *                 same but for their place; column: in characters of the source
 *   left          likewise, without output, kept and candidates
 *   samples       rows {file, line, pieces, cut}, shown, of: changed lines in the rows, and in
 *                 all: those in which a change begins; a piece is text that stayed, or
 *                 [before, after, set, flags, key, value], the last two where the entry
 *                 of the dictionary is longer; cut: 1 text is left out before, 2 behind
 *   files         rows [name, characters, changed, edits, ambiguous, left, choice,
 *                 error], of, choices; choice: a number into choices or -1; error: why it
 *                 failed, "" if it did not; the counts are then of what came before
 *
 * `kinds` and `of` say how many there were, `error` by how much a count may be too low.
 */
#ifndef ZN_CLI_REPORT_DATA_H
#define ZN_CLI_REPORT_DATA_H

#include <jansson.h>

#include "cli/options.h"
#include "cli/report/collect.h"

/* The whole data of a report, which it sorts.  NULL: no memory. */
json_t *zn_report_data(struct zn_report *report, const struct zn_cli_options *options);

/* What was converted with.  NULL: no memory. */
json_t *zn_report_run(const struct zn_report *report, const struct zn_cli_options *options);

/* The list of files, and of what was taken for.  NULL: no memory. */
json_t *zn_report_files(const struct zn_report *report);

#endif
