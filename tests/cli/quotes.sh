#!/bin/sh
# Quotation marks take the shape of the target, or the one that is asked for.
printf '他問:「她問『好』。」又問"好"\n' >in.txt
for config in cn hans t2s s2tw s2hk s2t t2jp none; do
    echo "--- $config"
    "$ZHNORM" -c "$config" --steps article in.txt
done
for shape in auto keep curly corner; do
    echo "--- cn, $shape"
    "$ZHNORM" --quotes "$shape" in.txt
done
echo "--- s2tw, curly"
"$ZHNORM" -c s2tw --steps article --quotes corner --quotes=curly in.txt
echo "--- without punct"
"$ZHNORM" --steps form,width,space --quotes curly in.txt
