#!/bin/sh
# What a file is shows in its name or its first bytes; a pipe is read once.
printf '# target: hans\n網門\t网门派\n' >mine.dict
printf 'base: t2s\ntarget: hans\ndicts: ./mine.dict\n' >mine.preset
"$ZHNORM" dict dump ./mine.preset | sed -n 1,7p
"$ZHNORM" dict dump -c ./mine.preset >wanted
"$ZHNORM" dict dump ./mine.preset | cmp - wanted && echo same
echo "--- a configuration of OpenCC's"
printf '網\t网\n' >mine.txt
dict='{"type": "text", "file": "mine.txt"}'
printf '{"name": "mine", "segmentation": {"type": "mmseg", "dict": %s},
"conversion_chain": [{"dict": %s}]}\n' "$dict" "$dict" >mine.json
"$ZHNORM" dict dump ./mine.json
echo "--- a pipe"
mkfifo pipe
cat mine.dict >pipe &
timeout 20 "$ZHNORM" dict dump ./pipe
echo "exit $?"
wait
echo "--- what cannot be read"
"$ZHNORM" dict dump ./missing.dict 2>&1
