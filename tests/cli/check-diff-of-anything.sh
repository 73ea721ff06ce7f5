#!/bin/sh
# What check --diff is for articles holds for whatever text: documents are drawn from
# pieces that begin and end lines, come and go, or look like a diff themselves.
pieces='漢|軟體|软件|头发|乾隆|著|說|,|.|!|:|(|)|"|「|」|…|--|...| |  |\t|\n|\n\n|\r|\r\n|１|ａ|b|　|\342\200\213|\357\273\277|e\314\201|𠀀|\342\200\250|\302\205|\013|\000|\377|\344\270|--- a/x\n|@@ -1 +1 @@\n|\\\\ No newline\n|-|+'
mkdir a
PIECES=$pieces awk 'BEGIN {
    count = split(ENVIRON["PIECES"], piece, "|")
    srand(7)
    for (document = 0; document < 120; document++) {
        length_of = document % 4 == 0 ? document / 4 : 150
        text = ""
        for (i = 0; i < length_of; i++)
            text = text piece[1 + int(rand() * count)]
        print document " " text
    }
}' >documents
awk 'END { print NR " documents" }' documents
while IFS= read -r document; do
    # shellcheck disable=SC2059 # the escapes are meant
    printf -- "${document#* }" >"a/${document%% *}"
done <documents
try() {
    rm -rf b wanted
    cp -r a b
    mkdir wanted
    (cd b && "$ZHNORM" check --diff --bad-input pass "$@" -- *) >changes.patch
    code=$?
    "$ZHNORM" --bad-input pass "$@" -o wanted a/*
    patch -s -d b -p1 <changes.patch
    (cd wanted && find . -size 0) | while read -r name; do : >"b/$name"; done
    diff -r wanted b >/dev/null && echo "the same, exit code $code"
}
try
try -c none
try -c s2twp --steps none
try --rule unwrap --max-pending 256
