#!/bin/sh
# What a file was taken for is said with words of its region; where it has none,
# with words of its topic, else with characters of its script.
printf '立法院說，里長與國中生搭捷運。\n' >region
printf '這這這樣樣。\n' >script
printf '這這這，个个个。\n' >mixed
printf 'abc\n' >nothing
"$ZHNORM" -c auto --stats region script mixed nothing 2>&1 >/dev/null | grep 'taken for .* script'
