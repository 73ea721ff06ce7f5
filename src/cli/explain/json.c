/* An edit as a line of JSON: see explain.h. */
#include <stdlib.h>
#include <string.h>

#include "cli/change_json.h"
#include "cli/explain/explain.h"
#include "cli/json.h"
#include "cli/message.h"

/* Makes what is the same in all lines of a document.  False: no memory. */
static bool make_head(struct zn_cli_explained *explained)
{
    const char *choice = zn_formatter_choice(explained->formatter);

    if (explained->head != NULL && explained->choice == choice)
        return true;
    free(explained->head);
    explained->choice = choice;
    explained->head = zn_cli_json_members(json_pack(
        "{s:o, s:s?}", "file", zn_cli_json_name(explained->title), "choice", choice));
    return explained->head != NULL;
}

static bool make_line(struct zn_cli_explained *explained)
{
    struct zn_buffer *line = &explained->line;

    line->length = 0;
    return make_head(explained) && zn_buffer_append(line, "{", 1) &&
           zn_buffer_append(line, explained->head, strlen(explained->head)) &&
           zn_buffer_append(line, ",", 1) &&
           zn_cli_change_json(line, explained->change, explained->converter) &&
           zn_buffer_append(line, "}\n", 2);
}

int zn_cli_explain_json(struct zn_cli_explained *explained)
{
    if (!make_line(explained))
        return zn_cli_memory_error();
    /* What cannot be written leaves its mark on the stream. */
    fwrite(explained->line.data, 1, explained->line.length, stdout);
    return ZN_CLI_DONE;
}
