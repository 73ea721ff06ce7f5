#!/bin/sh
# One object a line, always with the same keys.
printf '乾\342\200\213茶,\n乾燥𠀀軟體\n' >text
"$ZHNORM" explain --json text
echo "--- bytes that are not UTF-8, and a name that is not"
name=$(printf 'n\377')
printf 'a\344\270\377漢' >"$name"
"$ZHNORM" explain --json --bad-input replace "$name" | cut -c1-230
echo "--- the offsets are those of the texts: before, after, and what lies between"
cp "$SOURCE/examples/sample-article.txt" source
"$ZHNORM" source >output
# piece FILE OFFSET LENGTH
piece() {
    tail -c +"$(($2 + 1))" "$1" | head -c "$3"
}
"$ZHNORM" explain --json source |
    sed 's/.*"source":{"offset":\([0-9]*\),"length":\([0-9]*\),.*"output":{"offset":\([0-9]*\),"length":\([0-9]*\),.*/\1 \2 \3 \4/' >ranges
wc -l <ranges
source_at=0
output_at=0
while read -r source_offset source_length output_offset output_length; do
    gap=$((source_offset - source_at))
    [ "$gap" -eq $((output_offset - output_at)) ] || echo "$source_offset: another gap"
    piece source "$source_at" "$gap" >one
    piece output "$output_at" "$gap" | cmp - one || echo "$source_offset: another text"
    source_at=$((source_offset + source_length))
    output_at=$((output_offset + output_length))
done <ranges
tail -c +"$((source_at + 1))" source >one
tail -c +"$((output_at + 1))" output | cmp - one
echo "--- lines and columns are, too"
"$ZHNORM" explain --json source |
    sed -n 's/.*"line":\([0-9]*\),"column":\([0-9]*\),.*"before":"\([^ -~]*\)","after".*/\1 \2 \3/p' |
    sed -n '1~5p' >places
wc -l <places
while read -r line column before; do
    rest=$(sed -n "${line}p" source | LC_ALL=C.UTF-8 sed "s/^.\{$((column - 1))\}//")
    case $rest in
    "$before"*) ;;
    *) echo "$before is not at $line:$column" ;;
    esac
done <places
