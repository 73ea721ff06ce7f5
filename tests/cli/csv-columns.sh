#!/bin/sh
# Only the chosen columns of CSV and TSV change, and fields stay quoted as they were.
printf 'id,title,"the text"\r\n1,頭髮,"他說 ""好"",\r\n再見"\r\n2,頭髮,９，９９９元\r\n' >news.csv
printf '頭髮\t頭髮\n' >news.tsv
"$ZHNORM" --column 'the text' news.csv
"$ZHNORM" --column 2 --header no news.tsv
echo "$?"
"$ZHNORM" --column text news.csv
echo "$?"
printf '1,"a"b,c\n2,"頭髮",c\n' >wrong.csv
"$ZHNORM" --column 2 --keep-going wrong.csv
