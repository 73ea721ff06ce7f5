#!/bin/sh
# HTML: text changes, tags do not; attributes as is wished; what is wrong is named.
printf '<html lang="zh-TW"><meta charset=big5><title>說,明</title>\n<p>說<a title="說,明">明</a>,書<code>說</code>\n' >page.html
"$ZHNORM" convert -F html <page.html
"$ZHNORM" convert --attributes no page.html
printf '<p>\n說\377' | "$ZHNORM" convert -F html
echo "exit $?"
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "<div>" }' | "$ZHNORM" convert -F html
