#!/bin/sh
# A dictionary to be filled in: it loads as it is, changes nothing until the
# number signs are taken away, and then does what it says.
printf '他說網路慢,網路好。\n喝乾這杯。\n' >in.txt
"$ZHNORM" audit -c t2s --kind ambiguous --format skeleton in.txt | tee skeleton.dict
printf -- '--\n'
"$ZHNORM" -c t2s -d ./skeleton.dict in.txt
sed 's/^# \(乾	\)干/\1甘/' skeleton.dict >filled.dict
"$ZHNORM" -c t2s -d ./filled.dict in.txt
"$ZHNORM" audit -c t2s --kind regional --format skeleton --top 1000 in.txt | grep -c '^# 網路	网'
