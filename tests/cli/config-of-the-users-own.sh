#!/bin/sh
# An OpenCC configuration by its path, with dictionaries in text beside it. Its
# words mean nothing, so that no other configuration can have done it.
mkdir mine
cat >mine/animals.json <<'JSON'
{
  "name": "Animals",
  "segmentation": { "type": "mmseg", "dict": { "type": "text", "file": "animals.txt" } },
  "conversion_chain": [ { "dict": { "type": "text", "file": "animals.txt" } } ]
}
JSON
printf '狗\t貓\n狗狗\t大貓 小貓\n貓\t狗\n' >mine/animals.txt
printf '狗和狗狗,貓和漢字\n' >in.txt
"$ZHNORM" -c mine/animals.json in.txt
"$ZHNORM" -c "$PWD/mine/animals.json" --steps punct in.txt
cd mine && "$ZHNORM" -c ./animals.json ../in.txt
