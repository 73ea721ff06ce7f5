#!/bin/sh
# Only a name with a slash is a file: what lies in the current directory cannot
# stand in for an embedded configuration, nor is it found without the slash.
cat >t2s.json <<'JSON'
{ "name": "Trap", "conversion_chain": [
  { "dict": { "type": "text", "file": "trap.txt" } } ] }
JSON
cp t2s.json mine.json
printf '漢\t錯\n' >trap.txt
cp trap.txt TSCharacters.ocd2
cp trap.txt newmedia
echo 漢字 | "$ZHNORM" -c t2s.json
echo 漢字 | "$ZHNORM" -c t2s
echo 漢字 | "$ZHNORM" -c t2s -d newmedia
echo 漢字 | "$ZHNORM" -c mine.json 2>err
echo "$?"
