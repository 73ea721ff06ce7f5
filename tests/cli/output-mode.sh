#!/bin/sh
# A new file has the input's mode, standard input the usual one; a file that is
# replaced keeps its own.
mode() {
    stat -c '%a %n' "$@"
}
echo 漢 >in.txt
chmod 640 in.txt
"$ZHNORM" -o new.txt in.txt && mode new.txt
mkdir out
"$ZHNORM" -o out in.txt && mode out/in.txt
"$ZHNORM" -o piped.txt <in.txt && mode piped.txt
(umask 077 && "$ZHNORM" -o private.txt <in.txt) && mode private.txt
chmod 600 new.txt
"$ZHNORM" -o new.txt <in.txt && mode new.txt
chmod 444 in.txt
"$ZHNORM" -o readonly.txt in.txt && mode readonly.txt
