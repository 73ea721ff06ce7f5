#!/bin/sh
# Of an input that is not read, nothing of the one before it is reported. What the
# clock says is left out here.
printf '立法院說，里長與國中生搭捷運。\n' >taiwan
printf '这个软件的网络\n' >simplified
"$ZHNORM" -c auto --steps none --stats taiwan missing simplified 2>report
echo "exit $?"
sed -e 's/: \(.*\) script.*/: \1 script/' -e '/^seconds /d' -e '/^MB\/s /d' report
echo "--- nor where the output cannot be opened"
"$ZHNORM" -c auto --steps none --stats -o no/such/place taiwan 2>report
code=$?
sed -e '/^seconds /d' -e '/^MB\/s /d' report
exit $code
