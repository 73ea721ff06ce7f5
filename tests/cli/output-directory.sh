#!/bin/sh
# A directory if it is one, ends in a slash, or there are several inputs.
mkdir in there
echo 漢 >in/one
echo 語 >in/two
"$ZHNORM" -o there in/one
"$ZHNORM" -o slash/ in/one
"$ZHNORM" -o several in/one in/two
"$ZHNORM" -o several/ in/two
"$ZHNORM" -o - in/one in/two
"$ZHNORM" -o . in/two
head there/* slash/* several/* two
ls -A
