/* See item.h. */
#include "cli/batch/item.h"

#include "rules/memory.h"

void zn_batch_item_init(struct zn_batch_item *item)
{
    *item = (struct zn_batch_item){.size = ZN_BATCH_SIZE_UNKNOWN};
    zn_buffer_init(&item->path, &zn_default_allocator);
}

void zn_batch_item_free(struct zn_batch_item *item)
{
    zn_buffer_free(&item->path);
}
