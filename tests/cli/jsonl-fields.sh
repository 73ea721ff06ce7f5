#!/bin/sh
# Only the chosen strings of JSON Lines change, and a line that is wrong is told.
cat >news.jsonl <<'END'
{"id": 1.50, "title": "頭髮", "text": "我們看著\u756b\u9762,\n很美", "tags": ["網路"]}
{"id": 2, "text": "髮"}}
[{"text": "乾杯\ud83d"}]
END
"$ZHNORM" -F jsonl --field text news.jsonl
echo "$?"
"$ZHNORM" --field text --field tags --keep-going news.jsonl
echo "$?"
"$ZHNORM" --field 'text.' news.jsonl
echo "$?"
"$ZHNORM" news.jsonl
