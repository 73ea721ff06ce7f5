#!/bin/sh
# One object a file, with its changes in the form of explain --json.
printf '乾,好\n軟體\n' >one
printf '没有问题。\n' >fine
printf '漢\n\377\n' >bad
"$ZHNORM" check --format json one fine missing bad
echo "exit $?"
"$ZHNORM" explain --json one | sed -e 's/{"file":"one","choice":null,/{/' >lines
"$ZHNORM" check --format json one | grep -cF "\"edits\":[$(paste -s -d , lines)],"
"$ZHNORM" check --format json one fine >long
"$ZHNORM" check --json one fine | cmp - long
echo "--- what could not be checked says why and where, and has no changes"
mkdir directory
printf '軟體,\r\n漢a漢\377漢\n' | "$ZHNORM" check --json directory -
yes '一行漢字,後面' | head -n 20000 | tr '\n' '\r' >late
"$ZHNORM" check --json late | grep -o '"changes":[0-9]*'
printf '漢\374' >>late
"$ZHNORM" check --json late one | cut -c1-200
echo "--- the column is that in the line, wherever the text was cut in reading it"
for length in 1 21844 21845 21846 43690 100000; do
    yes 是 | head -n $length | tr -d '\n' >line
    { cat line && printf '\377'; } | "$ZHNORM" check --json | grep -o '"error":.*'
    { echo && cat line && printf '\n好\377'; } | "$ZHNORM" check --json | grep -o '"line":.*'
done
echo "--- the changes of a large file are all there, in their order"
yes '軟體,「好」' | head -n 4000 >many
"$ZHNORM" explain --json many | sed -e 's/{"file":"many","choice":null,/{/' | paste -s -d , >lines
"$ZHNORM" check --json many fine | sed -n -e 's/^{"file":"many","choice":null,"edits":\[//' -e 's/\],"would_change.*//' -e 1p | cmp - lines
wc -l <lines
echo "--- what a document was taken for"
yes '這個程式的記憶體很大，軟體也很好用，滑鼠在螢幕上。' | head -n 20 >taiwan
yes '这个程序的内存很大，软件也很好用,鼠标在屏幕上。' | head -n 3000 >mainland
"$ZHNORM" check --json -c auto taiwan missing mainland | grep -o '"file":"[a-z]*","choice":[^,]*'
for file in taiwan mainland; do
    "$ZHNORM" explain --json -c auto $file | grep -o '"file":"[a-z]*","choice":[^,]*' | uniq -c
done
