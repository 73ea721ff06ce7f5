#!/usr/bin/env python3
"""What one would write without zhnorm: JSON Lines through Python's json and libopencc.

    python3 tests/bench/batch_python.py SOURCE TARGET
"""

import ctypes
import ctypes.util
import json
import sys


def converter(config):
    library = ctypes.CDLL(ctypes.util.find_library("opencc"))
    library.opencc_open.restype = ctypes.c_void_p
    library.opencc_convert_utf8.restype = ctypes.c_void_p
    library.opencc_convert_utf8.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    library.opencc_convert_utf8_free.argtypes = [ctypes.c_void_p]
    handle = library.opencc_open(config.encode())

    def convert(text):
        source = text.encode()
        result = library.opencc_convert_utf8(handle, source, len(source))
        converted = ctypes.string_at(result).decode()
        library.opencc_convert_utf8_free(result)
        return converted

    return convert


def main():
    convert = converter("t2s.json")
    with open(sys.argv[1], encoding="utf-8") as source, \
            open(sys.argv[2], "w", encoding="utf-8") as target:
        for line in source:
            record = json.loads(line)
            record["title"] = convert(record["title"])
            record["text"] = convert(record["text"])
            target.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
