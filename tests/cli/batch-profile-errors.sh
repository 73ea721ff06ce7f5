#!/bin/sh
# What is wrong with a profile is told with its line, and nothing is converted.
echo 漢 >in
try() {
    printf %b "$1" >own
    "$ZHNORM" --profile own in
    echo "$?"
}
try '\n\nfield\n'
try 'fild = a\n'
try 'conf = t2s\n'
try '-c = t2s\n'
try 'recursive = yes\n'
try 'help\n'
try '#\nprofile = x\n'
try 'save-profile = x\n'
try 'config = "t2s\n'
try 'config = "t\\2s"\n'
try 'config = "t2s" x\n'
try 'steps = fast\n'
try '= t2s\n'
try 'config = t2s\0000\n'
try 'config = none\nfield = \n'
"$ZHNORM" --profile missing in
echo "$?"
"$ZHNORM" --profile . in
echo "$?"
"$ZHNORM" --profile own --profile own in
echo "$?"
"$ZHNORM" --profile
echo "$?"
"$ZHNORM" --save-profile no/such/place in
echo "$?"
"$ZHNORM" check --profile own in
echo "$?"
ls
