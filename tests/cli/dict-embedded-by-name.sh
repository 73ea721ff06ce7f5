#!/bin/sh
# A dictionary that comes with zhnorm needs no file.
echo 漢字 | "$ZHNORM" -c t2s -d newmedia
