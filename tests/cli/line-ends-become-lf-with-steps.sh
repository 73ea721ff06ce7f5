#!/bin/sh
printf '漢字\r\n\r\n\r\n漢字,\r漢字' | "$ZHNORM" | od -An -c | tr -d '\n'
echo
