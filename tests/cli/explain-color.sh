#!/bin/sh
# Colour is asked for, or comes on a terminal that has some, unless NO_COLOR is set.
printf '乾杯\n' >text
escapes() {
    tr '\033' '^' | tr -d '\r'
}
"$ZHNORM" explain --color text | escapes
for when in always auto never; do
    echo "--- $when, to a file"
    "$ZHNORM" explain --color=$when -c t2s text | grep -c "$(printf '\033')"
done
on_terminal() {
    echo "--- on a terminal: $*"
    env "$@" script -qec "\"\$ZHNORM\" explain $options text" /dev/null </dev/null |
        grep -c "$(printf '\033')"
}
unset NO_COLOR
options=
on_terminal TERM=xterm
on_terminal TERM=dumb
on_terminal -u TERM
on_terminal TERM=xterm NO_COLOR=1
on_terminal TERM=xterm NO_COLOR=
options=--color=never
on_terminal TERM=xterm
options=--color=always
on_terminal TERM=dumb NO_COLOR=1
