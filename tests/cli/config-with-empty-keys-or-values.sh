#!/bin/sh
# What hangs libopencc or deletes text is refused before it reads it.
config() {
    printf '{ "name": "x", "conversion_chain": [ { "dict": %s } ] }\n' \
        "{ \"type\": \"text\", \"file\": \"$1\" }" >"$1.json"
}
for name in key value; do
    config "$name.txt"
done
printf '\t漢\n' >key.txt
printf '漢\t\n' >value.txt
for name in key value; do
    echo 漢字 | "$ZHNORM" -c "./$name.txt.json" 2>err
    echo "$?"
    [ "$(wc -l <err)" -eq 1 ] || cat err
    grep -q "$name.txt:1: " err || cat err
done
