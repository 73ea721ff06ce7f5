/* See spool.h. */
#include "cli/spool.h"

#include <stdbool.h>

#include "cli/message.h"
#include "rules/memory.h"

#define MEMORY_MOST ((size_t)1 << 20)
#define FILE_NAME "temporary file"

void zn_cli_spool_init(struct zn_cli_spool *spool)
{
    *spool = (struct zn_cli_spool){.code = ZN_CLI_DONE};
    zn_buffer_init(&spool->memory, &zn_default_allocator);
}

void zn_cli_spool_reset(struct zn_cli_spool *spool)
{
    if (spool->file != NULL)
        (void)fclose(spool->file);
    spool->file = NULL;
    spool->memory.length = 0;
    spool->code = ZN_CLI_DONE;
}

void zn_cli_spool_free(struct zn_cli_spool *spool)
{
    zn_cli_spool_reset(spool);
    zn_buffer_free(&spool->memory);
}

/* Moves what is in memory to the file.  False: errno says why not. */
static bool move_to_file(struct zn_cli_spool *spool)
{
    size_t length = spool->memory.length;

    if (spool->file == NULL)
        spool->file = tmpfile();
    if (spool->file == NULL || fwrite(spool->memory.data, 1, length, spool->file) != length)
        return false;
    spool->memory.length = 0;
    return true;
}

void zn_cli_spool_write(struct zn_cli_spool *spool, const void *text, size_t length)
{
    if (spool->code != ZN_CLI_DONE)
        return;
    if (spool->memory.length >= MEMORY_MOST && !move_to_file(spool))
        spool->code = zn_cli_system_error(FILE_NAME);
    else if (!zn_buffer_append(&spool->memory, text, length))
        spool->code = zn_cli_memory_error();
}

int zn_cli_spool_print(struct zn_cli_spool *spool, FILE *out)
{
    char piece[BUFSIZ];
    size_t length;

    if (spool->file != NULL) {
        /* A file can be full only when it is flushed. */
        if (fflush(spool->file) != 0)
            return zn_cli_system_error(FILE_NAME);
        rewind(spool->file);
        while ((length = fread(piece, 1, sizeof piece, spool->file)) != 0)
            fwrite(piece, 1, length, out);
        if (ferror(spool->file) != 0)
            return zn_cli_system_error(FILE_NAME);
    }
    fwrite(spool->memory.data, 1, spool->memory.length, out);
    return ZN_CLI_DONE;
}
