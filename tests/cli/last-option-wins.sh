#!/bin/sh
printf '漢字,好\n' | "$ZHNORM" -c none -c t2s --steps article --steps none -o lost -o -
ls
