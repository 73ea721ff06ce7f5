#!/bin/sh
printf '漢字,好嗎?\n\n\n漢字\n' >in.txt
for steps in punct space punct,space space,punct punct,punct article none; do
    echo "--- $steps"
    "$ZHNORM" --steps "$steps" in.txt
done
