#!/bin/sh
# A preset that chooses may choose presets of the user's own, and takes -d.
printf '捷運\t捷运系统\n國中\t初中\n' >mine.dict
printf 'base: t2s\ntarget: hans\ndicts: ./mine.dict\n' >taiwan.preset
printf 'simplified: hans\ntaiwan: ./taiwan.preset\nhong-kong: cn\nother: cn\n' >mine.preset
printf '立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。\n' >text
"$ZHNORM" -c ./mine.preset --steps none text
printf '里長\t村长\n' >more.dict
"$ZHNORM" -c ./mine.preset -d ./more.dict --steps none text
echo "--- wrong"
printf 'simplified: hans\ntaiwan: auto\nhong-kong: cn\nother: cn\n' >wrong.preset
"$ZHNORM" -c ./wrong.preset text 2>&1
echo "exit $?"
printf 'simplified: hans\ntaiwan: t2s\nhong-kong: cn\nother: cn\n' >wrong.preset
"$ZHNORM" -c ./wrong.preset text 2>&1
echo "exit $?"
printf 'simplified: hans\ntaiwan: cn\n' >wrong.preset
"$ZHNORM" -c ./wrong.preset text 2>&1
printf 'simplified: hans\ntaiwan: tw2cn\nhong-kong: cn\nother: cn\ntopics: sport\n' >wrong.preset
"$ZHNORM" -c ./wrong.preset text 2>&1
echo "exit $?"
echo "--- a choice is no configuration"
"$ZHNORM" -c "tw2cn it" text 2>&1
