/* Reads OpenCC dictionaries through libopencc; see opencc_entries.h. */
#include "opencc_entries.h"

#include <cstdlib>
#include <cstring>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>
#include <opencc/SerializableDict.hpp>
#include <string>

static char *copy_of(const std::string &string)
{
    char *copy = static_cast<char *>(std::malloc(string.size() + 1));
    if (copy != nullptr)
        std::memcpy(copy, string.c_str(), string.size() + 1);
    return copy;
}

static int append(opencc_entries *entries, const opencc::Lexicon &lexicon)
{
    size_t count = entries->count + lexicon.Length();
    void *grown = std::realloc(entries->items, count * sizeof(opencc_entry) + 1);
    if (grown == nullptr)
        return -1;
    entries->items = static_cast<opencc_entry *>(grown);
    for (size_t i = 0; i < lexicon.Length(); i++) {
        const std::string key = lexicon.At(i)->Key();
        const std::string value = lexicon.At(i)->GetDefault();
        opencc_entry entry = {copy_of(key), key.size(), copy_of(value), value.size()};
        entries->items[entries->count++] = entry;
        if (entry.key == nullptr || entry.value == nullptr)
            return -1;
    }
    return 0;
}

int opencc_entries_read(opencc_entries *entries, const char *path)
{
    try {
        auto dict = opencc::SerializableDict::NewFromFile<opencc::MarisaDict>(path);
        return append(entries, *dict->GetLexicon());
    } catch (...) {
        return -1;
    }
}

void opencc_entries_free(opencc_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        std::free(entries->items[i].key);
        std::free(entries->items[i].value);
    }
    std::free(entries->items);
    entries->items = nullptr;
    entries->count = 0;
}
