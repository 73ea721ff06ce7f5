#!/bin/sh
# The bytes go through as they are, and do not hide what stands beside them.
printf '漢\377\300\200字 語\n\345\255' | "$ZHNORM" -c t2s --bad-input pass | od -An -tx1
