/*
 * The program's commands, one a file, and the texts that several of them
 * print.  A command gets its name as the first argument.
 */
#ifndef ZN_CLI_COMMANDS_H
#define ZN_CLI_COMMANDS_H

/* zhnorm audit: lists what dictionaries lack for a corpus.  Returns the exit code. */
int zn_cli_audit(int count, char **arguments);

/* zhnorm check: says which files would change, and how.  Returns the exit code. */
int zn_cli_check(int count, char **arguments);

/* zhnorm convert: converts files.  Returns the exit code. */
int zn_cli_convert(int count, char **arguments);

/* zhnorm configs: lists the embedded configurations.  Returns the exit code. */
int zn_cli_configs(int count, char **arguments);

/* zhnorm detect: says where texts come from.  Returns the exit code. */
int zn_cli_detect(int count, char **arguments);

/* zhnorm dict: checks, compiles, prints and lists dictionaries.  Returns the exit code. */
int zn_cli_dict(int count, char **arguments);

/* zhnorm explain: lists every change and its cause.  Returns the exit code. */
int zn_cli_explain(int count, char **arguments);

/* zhnorm report: writes a page about what changed.  Returns the exit code. */
int zn_cli_report(int count, char **arguments);

/* zhnorm rules: lists the rules of the steps.  Returns the exit code. */
int zn_cli_rules(int count, char **arguments);

/* Print the help and the versions.  Return ZN_CLI_DONE or ZN_CLI_IO. */
int zn_cli_print_help(void);
int zn_cli_print_version(void);

#endif
