/*
 * Language tags (BCP 47) in pages: whether one says that a text is Chinese, and what it has
 * to be once the text has been converted.
 */
#ifndef ZN_FORMATS_HTML_LANGUAGE_H
#define ZN_FORMATS_HTML_LANGUAGE_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

#include "formats/html_items.h"
#include "formats/html_page.h"

/* What an element says of its language; NULL: nothing. */
const char *zn_html_language_of(const GumboElement *element);

/* Whether a language is Chinese in the wide sense, or not known. */
bool zn_html_language_is_chinese(const char *tag);

#define ZN_HTML_LANGUAGE_SIZE 64

/*
 * Writes the tag of a text that has been converted to `target` ("hans", "hant", "tw", "hk"),
 * in the form and the letter case that `tag` of `length` bytes has: zh-TW becomes zh-CN, and
 * zh-Hant-TW zh-Hans-CN.  The length; 0: it may stay.
 */
size_t zn_html_language_retarget(const char *tag, size_t length, const char *target,
                                 char out[ZN_HTML_LANGUAGE_SIZE]);

/* Adds the tags of an element, in `lang` and <meta>, that do not fit the target. */
void zn_html_retarget_languages(const struct zn_html_page *page, const GumboElement *element,
                                const char *target, struct zn_html_items *items);

#endif
