#!/bin/sh
# A line for each change: where it is, the change within its text, the rules or
# dictionaries, the entry if it is longer than the change; what cannot be seen is
# written as an escape.
printf '館長笑著說:「乾隆把茶喝乾」\n' >article
"$ZHNORM" explain article
echo "--- a character of four bytes, one that combines, tabs, one that is invisible"
printf '𠀀𡃁e\314\201軟體\t \t好\342\200\213\n' | "$ZHNORM" explain
echo "--- the ends of lines: LF, CR LF, CR; and a last line without any"
printf '漢\n漢\r\n漢\r漢' | "$ZHNORM" explain --steps none
printf '漢\r\n漢\r字\342\200\250漢' | "$ZHNORM" explain -c none
echo "--- an entry of a dictionary; two stages that decide"
printf '茶喝乾\t茶喝光\n' >own.dict
"$ZHNORM" explain -d ./own.dict --steps none article
printf '滑鼠裡\n' | "$ZHNORM" explain -c tw2sp
echo "--- what is long is cut"
printf '漢字%050d          ,漢字\n' 0 | tr 0 '\n' | "$ZHNORM" explain
echo "--- a step alone, a rule switched off"
"$ZHNORM" explain -c none --steps punct --quotes curly --no-rule colon article
