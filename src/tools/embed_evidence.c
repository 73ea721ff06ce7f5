/* The evidence for telling texts apart: see embed.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/memory.h"
#include "tools/embed.h"

void zn_embed_add_evidence_list(struct zn_embedder *embedder, const char *name)
{
    struct zn_buffer contents;
    zhnorm_error error;
    zn_embed_read_file(embedder->dicts_directory, name, ".evidence", &contents);
    zn_embed_check(zn_evidence_add_list(&embedder->evidence, (const char *)contents.data,
                                        contents.length, name, &error),
                   &error);
    zn_buffer_free(&contents);
}

zhnorm_dict *zn_embed_parse_table(const struct zn_embedder *embedder, const char *name)
{
    const struct zn_archive_text *tables = (const void *)embedder->tables.data;
    for (size_t i = 0; i < embedder->tables.length / sizeof *tables; i++) {
        const char *text = (const char *)embedder->archive.data + tables[i].text;
        zhnorm_error error;
        zhnorm_dict *table;
        if (strcmp((const char *)embedder->archive.data + tables[i].name, name) != 0)
            continue;
        zn_embed_check(zn_dictionary_parse(text, tables[i].length, name, ZN_DICTIONARY_OPENCC,
                                           &zn_default_allocator, &table, &error),
                       &error);
        return table;
    }
    fprintf(stderr, "zhnorm-embed: OpenCC has no table '%s'\n", name);
    exit(1);
}

void zn_embed_add_characters(struct zn_embedder *embedder)
{
    static const struct {
        const char *name;
        enum zn_evidence_class class;
    } scripts[] = {{"TSCharacters", ZN_EVIDENCE_TRADITIONAL},
                   {"STCharacters", ZN_EVIDENCE_SIMPLIFIED}};
    /* Taiwan and Hong Kong write some characters as the mainland does. */
    static const char *const shared[] = {"TWVariants", "HKVariants"};
    zhnorm_error error;
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        zhnorm_dict *table = zn_embed_parse_table(embedder, scripts[i].name);
        zn_embed_check(
            zn_evidence_add_characters(&embedder->evidence, table, scripts[i].class, &error),
            &error);
        zn_dictionary_free(table);
    }
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
        zhnorm_dict *table = zn_embed_parse_table(embedder, shared[i]);
        zn_evidence_drop_characters(&embedder->evidence, table, ZN_EVIDENCE_SIMPLIFIED);
        zn_dictionary_free(table);
    }
}

static uint32_t write_words(struct zn_embedder *embedder, const struct zn_trie *trie)
{
    struct zn_buffer block;
    zn_buffer_init(&block, &zn_default_allocator);
    zn_embed_check_memory(zn_words_build(trie, &block));
    uint32_t offset = zn_embed_write_bytes(embedder, block.data, block.length);
    zn_buffer_free(&block);
    return offset;
}

void zn_embed_write_evidence(struct zn_embedder *embedder, struct zn_archive *header)
{
    struct zn_evidence_builder *evidence = &embedder->evidence;
    uint32_t topics[ZN_EVIDENCE_TOPICS_MAX] = {0};
    for (size_t i = 0; i < evidence->topic_count; i++)
        topics[i] = zn_embed_write_string(embedder, evidence->topics[i]);
    header->topics =
        (struct zn_archive_list){zn_embed_write_bytes(embedder, topics, sizeof topics),
                                 (uint32_t)evidence->topic_count};
    header->evidence_words = write_words(embedder, &evidence->words);
    header->evidence_characters = write_words(embedder, &evidence->characters);
    header->evidence_texts =
        zn_embed_write_bytes(embedder, evidence->texts.data, evidence->texts.length);
    header->evidence = (struct zn_archive_list){
        zn_embed_write_bytes(embedder, evidence->items.data, evidence->items.length),
        (uint32_t)(evidence->items.length / sizeof(struct zn_evidence_item))};
}
