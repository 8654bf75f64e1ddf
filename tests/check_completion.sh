#!/bin/sh
# Completion in real shells: what bash offers, and what a line becomes that is typed with TABs into an interactive
# bash and zsh. A shell that is not there is passed over, which is said.
set -u
. tests/support/tally.sh

check() { # WHAT EXPECTED FOUND
    test "$2" = "$3"
    count $? "$1" || printf '  expected: %s\n  found:    %s\n' "$2" "$3"
}

"$BUILD/povcalc" completion bash >"$work/povcalc.bash" || exit 2
mkdir "$work/functions" "$work/place" "$work/place/folder"
"$BUILD/povcalc" completion zsh >"$work/functions/_povcalc" || exit 2
cd "$work/place" || exit 2
touch plan.csv 'two words.csv' "it's.csv" 'Đắk Nông 2023.csv' notes.md my.json 'a=b.csv' '$(touch pwned).csv'

if ! command -v bash >/dev/null; then
    echo "left out: completion, since bash is not there"
    closing
    exit
fi

# ---- what bash offers: the words of a line as readline cuts them, and the answer, joined by blanks ----

cat >"$work/offer.bash" <<'END'
source "$1"
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_WORDBREAKS=${BREAKS-$' \t\n"\'><=;|&(:'}
_povcalc 2>/dev/null
printf '%s' "${COMPREPLY[*]-}"
END
offers() { # EXPECTED WORD…
    expected=$1
    shift
    check "bash offers for: $*" "$expected" "$(bash "$work/offer.bash" "$work/povcalc.bash" "$@")"
}
offers 'rates' povcalc ra
offers '--help' povcalc --h
offers '--bounds' povcalc targets --b
offers 'table' povcalc targets -f t
offers 'json' povcalc targets --format = js
offers 'csv' povcalc targets --format cs
offers 'error warning note never' povcalc check --fail-on ''
offers 'missed unknown never' povcalc progress --fail-on ''
offers 'poor households excess' povcalc allocate --by ''
offers 'province district commune' povcalc survey --by ''
offers 'remaining remaining-rate' povcalc check --rule remaining
offers 'vn-2016 vn-2022' povcalc survey --standard vn
offers 'vn-2016 vn-2022' povcalc standards vn
offers 'poor= poor_rate= poor_persons=' povcalc rates --column poor
offers 'plan.csv' povcalc targets --format json pl
offers 'plan.csv' povcalc targets -bqf json pl
offers '--sort' povcalc targets plan.csv --so
offers '' povcalc check --so
offers '' povcalc targets -- --so
offers 'my.json' povcalc standards my
offers 'notes.md' povcalc targets -o no
offers 'columns completion' povcalc help co | true
offers 'bash zsh' povcalc completion ''
offers '' povcalc nonsense --f
BREAKS=' '
export BREAKS
offers '--format=json' povcalc targets --format=js
unset BREAKS

# Every option that a command has, and no other.
for command in $("$BUILD/povcalc" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    check "bash: options of $command" \
        "$("$BUILD/povcalc" "$command" --help | sed -n 's/^ *\(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p' | tr '\n' ' ' | sed 's/ $//')" \
        "$(bash "$work/offer.bash" "$work/povcalc.bash" povcalc "$command" -)"
done

# ---- what a line becomes ----

if ! command -v zsh >/dev/null; then
    echo "left out: typing into a shell, which needs zsh"
    closing
    exit
fi

cat >"$work/rc" <<END
PS1='> '
bind 'set bell-style none'
povcalc() { printf '\nARGS'; printf ' <%s>' "\$@"; printf '\n'; }
source "$work/povcalc.bash"
END
cat >"$work/.zshrc" <<END
PS1='> '
unsetopt beep prompt_sp
zstyle ':completion:*' insert-tab false
povcalc() { printf '\nARGS'; printf ' <%s>' "\$@"; printf '\n'; }
fpath=("$work/functions" \$fpath)
autoload -Uz compinit && compinit -u -d "$work/dump"
END

cat >"$work/lines" <<'END'
povcalc targ\t
povcalc targets --format js\tpla\t
povcalc targets --boun\tpla\t
povcalc targets --format=js\t pla\t
povcalc targets -f js\tpla\t
povcalc check --no-rule remaining-r\tpla\t
povcalc rates two\t
povcalc rates it\t
povcalc rates Đ\t
povcalc rates a\t
povcalc rates \$\t
povcalc rates -o not\t
povcalc survey --standard my\t
povcalc standards vn-202\t
povcalc allocate --by exc\t
povcalc targets --column poor_r\tX pla\t
povcalc help col\t
END
cat >"$work/expected" <<'END'
<targets>
<targets> <--format> <json> <plan.csv>
<targets> <--bounds> <plan.csv>
<targets> <--format=json> <plan.csv>
<targets> <-f> <json> <plan.csv>
<check> <--no-rule> <remaining-rate> <plan.csv>
<rates> <two words.csv>
<rates> <it's.csv>
<rates> <Đắk Nông 2023.csv>
<rates> <a=b.csv>
<rates> <$(touch pwned).csv>
<rates> <-o> <notes.md>
<survey> <--standard> <my.json>
<standards> <vn-2022>
<allocate> <--by> <excess>
<targets> <--column> <poor_rate=X> <plan.csv>
<help> <columns>
END
typed() { # SHELL COMMAND…: each line of `lines` against that of `expected`
    shell=$1
    shift
    LC_ALL=C.UTF-8 TERM=dumb INPUTRC=/dev/null ZDOTDIR=$work HISTFILE='' \
        timeout 120 zsh -f "$root/tests/support/type.zsh" "$@" <"$work/lines" >"$work/found" 2>&1
    number=0
    while IFS= read -r line; do
        number=$((number + 1))
        check "$shell: $line" "$(sed -n "${number}p" "$work/expected")" "$(sed -n "${number}p" "$work/found")"
    done <"$work/lines"
}
typed bash bash --noprofile --rcfile "$work/rc" -i
typed zsh zsh -i
for language in en vi; do
    "$BUILD/povcalc" completion zsh --lang $language >"$work/said"
    expect "zsh in $language: the script is one" zsh -n "$work/said"
    "$BUILD/povcalc" help --lang $language >"$work/help"
    for command in targets check rollup; do
        # Help breaks the lines of what a command does; its first words are enough, to a first quote.
        words=$(sed -n "s/^  $command  *//p" "$work/help" | cut -d "'" -f 1)
        expect "zsh in $language: what $command does" grep -qF "'$command:$words" "$work/said"
    done
done
check 'no name of a file acts' '' "$(ls pwned 2>/dev/null)"
closing
