#!/bin/sh
# Of an input that is not read, nothing of the one before it is reported.
printf '立法院說，里長與國中生搭捷運。\n' >taiwan
printf '这个软件的网络\n' >simplified
"$ZHNORM" -c auto --steps none --stats taiwan missing simplified 2>report
echo "exit $?"
sed 's/ script.*/ script/' report
echo "--- nor where the output cannot be opened"
"$ZHNORM" -c auto --steps none --stats -o no/such/place taiwan 2>&1
