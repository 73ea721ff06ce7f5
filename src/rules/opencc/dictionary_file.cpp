/*
 * See dictionary_file.h.  libopencc throws exceptions of several unrelated
 * types (opencc::Exception is no std::exception, marisa has its own), so
 * everything is caught here.
 */
#include "rules/opencc/dictionary_file.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>

#include <opencc/DictEntry.hpp>
#include <opencc/Exception.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>
#include <opencc/SerializableDict.hpp>

namespace
{

bool holds(const std::string &text, const char *characters)
{
    return text.find_first_of(characters) != std::string::npos ||
           text.find('\0') != std::string::npos;
}

/* The text form has no way to write these. */
const char *reason_against(const opencc::DictEntry &entry)
{
    if (entry.Key().empty())
        return "an entry has an empty key, which would never end a conversion";
    if (holds(entry.Key(), "\t\n\r"))
        return "a key holds a tab, a line end or a NUL byte";
    for (const std::string &value : entry.Values()) {
        if (value.empty())
            return "an entry has an empty value, which would delete text";
        if (holds(value, "\t\n\r "))
            return "a value holds a space, a tab, a line end or a NUL byte";
    }
    return nullptr;
}

std::string to_text(const opencc::Lexicon &lexicon)
{
    std::string text;
    for (const auto &entry : lexicon) {
        const char *reason = reason_against(*entry);
        if (reason != nullptr)
            throw std::runtime_error(reason);
        text += entry->Key();
        char separator = '\t';
        if (entry->NumValues() == 0)
            text += separator + entry->Key();
        for (const std::string &value : entry->Values()) {
            text += separator;
            text += value;
            separator = ' ';
        }
        text += '\n';
    }
    return text;
}

char *copy(const std::string &text)
{
    char *bytes = static_cast<char *>(std::malloc(text.size() + 1));
    if (bytes != nullptr)
        std::memcpy(bytes, text.c_str(), text.size() + 1);
    return bytes;
}

} // namespace

extern "C" int zn_read_ocd2(const char *path, char **text, size_t *length, char *message,
                            size_t message_size)
{
    try {
        auto dictionary =
            opencc::SerializableDict::NewFromFile<opencc::MarisaDict>(std::string(path));
        std::string all = to_text(*dictionary->GetLexicon());
        *text = copy(all);
        *length = all.size();
        if (*text != nullptr)
            return 0;
        std::snprintf(message, message_size, "out of memory");
    } catch (const opencc::Exception &exception) {
        std::snprintf(message, message_size, "%s", exception.what());
    } catch (const std::exception &exception) {
        std::snprintf(message, message_size, "%s", exception.what());
    } catch (...) {
        std::snprintf(message, message_size, "not a dictionary in OpenCC's .ocd2 format");
    }
    return -1;
}
