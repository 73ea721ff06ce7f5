/* See profile_path.h. */
#include "cli/batch/profile_path.h"

/* An option whose values are paths. */
struct path_option {
    const char *name;
    bool may_be_name; /* without a slash it is the name of something that zhnorm comes with */
};

static const struct path_option path_options[] = {
    {"config", true},       {"dict", true},    {"output", false},
    {"files0-from", false}, {"resume", false},
};

bool zn_batch_profile_is_relative(const char *option, const char *value)
{
    for (size_t i = 0; i < sizeof path_options / sizeof path_options[0]; i++) {
        if (strcmp(option, path_options[i].name) != 0)
            continue;
        bool is_name = path_options[i].may_be_name && strchr(value, '/') == NULL;
        bool is_standard = strcmp(value, "-") == 0;
        return value[0] != '/' && value[0] != '\0' && !is_name && !is_standard;
    }
    return false;
}

bool zn_batch_profile_append_path(struct zn_buffer *text, const char *option,
                                  const char *value, const char *beside)
{
    const char *slash = strrchr(beside, '/');
    bool relative = slash != NULL && zn_batch_profile_is_relative(option, value);

    return zn_buffer_append(text, beside, relative ? (size_t)(slash - beside) + 1 : 0) &&
           zn_buffer_append(text, value, strlen(value));
}
