/* What both directions of gzip have to agree on. */
#ifndef ZN_FILES_GZIP_H
#define ZN_FILES_GZIP_H

/* zlib's way to ask for the widest window, and for gzip's header and trailer. */
#define ZN_GZIP_WINDOW_BITS (15 + 16)

#endif
