/* See list.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/list.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/message.h"
#include "cli/options.h"

enum { BLOCK = 65536 };

/* Names that stand for an output's path: of which kind they are. */
enum kind { KIND_NONE, KIND_ABSOLUTE, KIND_RELATIVE };

struct zn_batch_names {
    const struct zn_batch_walk_wishes *wishes;
    struct zn_cli_input input;
    uint64_t number; /* of the name that is read, from 1 */
    enum kind kind;
    size_t at; /* in the block */
    size_t length;
    bool ended;
    bool stopped; /* nobody wants to wait for more */
    char block[BLOCK];
};

int zn_batch_names_open(struct zn_batch_names **names,
                        const struct zn_batch_walk_wishes *wishes)
{
    struct zn_batch_names *made = malloc(sizeof *made);

    *names = NULL;
    if (made == NULL)
        return zn_cli_memory_error();
    made->wishes = wishes;
    made->number = 0;
    made->kind = KIND_NONE;
    made->at = made->length = 0;
    made->ended = made->stopped = false;
    int code = zn_cli_input_open(&made->input, wishes->settings->files_from);
    if (code == ZN_CLI_DONE)
        *names = made;
    else
        zn_batch_names_close(made);
    return code;
}

void zn_batch_names_close(struct zn_batch_names *names)
{
    if (names != NULL)
        zn_cli_input_close(&names->input);
    free(names);
}

static enum zn_batch_next wrong(struct zn_batch_item *item, int code)
{
    item->code = code;
    return ZN_BATCH_WRONG;
}

/* Something is wrong with the list itself, or with a name that is empty. */
static enum zn_batch_next wrong_list(const struct zn_batch_names *names,
                                     struct zn_batch_item *item, int code)
{
    item->path.length = 0;
    if (!zn_buffer_append(&item->path, names->input.name, strlen(names->input.name) + 1))
        code = zn_cli_memory_error();
    return wrong(item, code);
}

/* Reads the next block.  False: the list cannot be read, and errno says why. */
static bool fill(struct zn_batch_names *names)
{
    const struct zn_batch_walk_wishes *wishes = names->wishes;

    names->at = names->length = 0;
    if (wishes->wait != NULL && !wishes->wait(wishes->context, names->input.fd)) {
        names->ended = names->stopped = true;
        return true;
    }
    ssize_t length = zn_cli_input_read(names->input.fd, names->block, BLOCK);
    names->ended = length <= 0;
    names->length = length > 0 ? (size_t)length : 0;
    return length >= 0;
}

/* Appends what the block has of the name.  True: the name is complete. */
static bool take(struct zn_batch_names *names, struct zn_batch_item *item, uint64_t *length,
                 bool *no_memory)
{
    const char *from = names->block + names->at;
    const char *end = memchr(from, '\0', names->length - names->at);
    size_t taken = end != NULL ? (size_t)(end - from) : names->length - names->at;

    *length += taken;
    names->at += taken + (end != NULL);
    /* Of one that is too long the beginning is kept, for messages. */
    if (item->path.length < ZN_BATCH_NAME_MOST)
        *no_memory = !zn_buffer_append(&item->path, from, taken) || *no_memory;
    return end != NULL;
}

/* Looks at a name that has been read. */
static enum zn_batch_next check(struct zn_batch_names *names, struct zn_batch_item *item,
                                uint64_t length)
{
    unsigned long long number = (unsigned long long)names->number;
    const char *list = names->input.name;

    if (length == 0) {
        zn_cli_message("%s: name %llu is empty", list, number);
        return wrong_list(names, item, ZN_CLI_IO);
    }
    if (length >= ZN_BATCH_NAME_MOST) {
        zn_cli_message("%s: name %llu is longer than that of any file; are there NUL bytes "
                       "between the names?",
                       list, number);
        return wrong(item, ZN_CLI_IO);
    }
    enum kind kind = item->path.data[0] == '/' ? KIND_ABSOLUTE : KIND_RELATIVE;
    if (names->kind == KIND_NONE)
        names->kind = kind;
    if (names->wishes->settings->output == NULL || names->kind == kind)
        return ZN_BATCH_FILE;
    zn_cli_message(
        "%s: name %llu, '%s', is %s, but those before it are not: two outputs could "
        "get one place",
        list, number, zn_batch_item_path(item),
        kind == KIND_ABSOLUTE ? "absolute" : "relative");
    return wrong(item, ZN_CLI_IO);
}

enum zn_batch_next zn_batch_names_next(struct zn_batch_names *names,
                                       struct zn_batch_item *item)
{
    uint64_t length = 0;
    bool no_memory = false;
    bool complete = false;

    item->path.length = 0;
    while (!complete && !names->ended) {
        if (names->at < names->length)
            complete = take(names, item, &length, &no_memory);
        else if (!fill(names))
            return wrong_list(names, item, zn_cli_system_error(names->input.name));
    }
    if (!complete && (length == 0 || names->stopped))
        return ZN_BATCH_END;
    names->number++;
    if (item->path.length >= ZN_BATCH_NAME_MOST)
        item->path.length = 64;
    if (!zn_buffer_append(&item->path, "", 1) || no_memory)
        return wrong(item, zn_cli_memory_error());
    return check(names, item, length);
}
