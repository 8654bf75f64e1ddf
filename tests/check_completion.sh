#!/bin/sh
# Completion in real shells: what bash offers, and what a line becomes that is typed with TABs into an interactive
# bash and zsh. A shell that is not there is passed over, which is said.
set -u
. tests/support/tally.sh

check() { # WHAT EXPECTED FOUND
    test "$2" = "$3"
    count $? "$1" || printf '  expected: %s\n  found:    %s\n' "$2" "$3"
}

# What the scripts ask; all else only says with what it was called.
mkdir "$work/bin" "$work/functions" "$work/place" "$work/place/folder"
cat >"$work/bin/povcalc" <<END
#!/bin/sh
test "\$1" != __complete || exec "$BUILD/povcalc" "\$@"
printf '\nARGS'; printf ' <%s>' "\$@"; printf '\n'
END
chmod +x "$work/bin/povcalc"
PATH=$work/bin:$PATH
"$BUILD/povcalc" completion bash >"$work/povcalc.bash" || exit 2
"$BUILD/povcalc" completion zsh >"$work/functions/_povcalc" || exit 2
cd "$work/place" || exit 2
cat >plan.csv <<'END'
unit,poor
Xã Đức An,1
Đắk Mil,2
Đắk Song,3
"O'Hara ""x"" $(touch pwned)",4
END
touch 'two words.csv' "it's.csv" 'Đắk Nông 2023.csv' notes.md my.json 'a=b.csv' '$(touch pwned).csv'

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
offers 'csv csv-excel' povcalc targets --format cs
offers 'note warning error never' povcalc check --fail-on ''
offers 'Đắk\ Mil Đắk\ Song' povcalc targets plan.csv --unit Đ
offers 'Đắk\ Mil Đắk\ Song' povcalc targets plan.csv --unit = Đ
offers 'Đắk Mil' povcalc targets plan.csv -qu '"Đắk M'
offers '' povcalc targets none.csv --unit Đ
offers '--unit' povcalc targets --unit A --un
offers '' povcalc targets --bounds --bo
offers 'missed unknown never' povcalc progress --fail-on ''
offers 'poor households excess' povcalc allocate --by ''
offers 'province district commune village' povcalc survey --by ''
offers 'reduction reduction-rounded reduction-exceeds' povcalc check --rule reduction
offers 'vn-2016 vn-2022' povcalc survey --standard vn
offers 'vn-2016 vn-2022' povcalc standards vn
offers 'poor= poor_rate= poor_persons= poor_persons_rate=' povcalc rates --column poor
offers 'plan.csv' povcalc targets --format json pl
offers 'plan.csv' povcalc targets -bqf json pl
offers '--sort' povcalc targets plan.csv --so
offers '' povcalc check --so
offers '' povcalc targets -- --so
offers 'my.json' povcalc standards my
offers 'notes.md' povcalc targets -o no
offers 'completion columns' povcalc help co
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
source "$work/povcalc.bash"
END
cat >"$work/.zshrc" <<END
PS1='> '
unsetopt beep prompt_sp
zstyle ':completion:*' insert-tab false
fpath=("$work/functions" \$fpath)
autoload -Uz compinit && compinit -u -d "$work/dump"
END

cat >"$work/lines" <<'END'
povcalc targ\t
povcalc targets --format js\tpla\t
povcalc targets --boun\tpla\t
povcalc targets --format=js\t pla\t
povcalc targets -f js\tpla\t
povcalc check --rule -reduction-r\tpla\t
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
povcalc rates plan.csv --unit X\t
povcalc rates plan.csv --unit=Đắk\ M\t
povcalc rates plan.csv -u "Đắk S\t
povcalc rates plan.csv --unit O\t
END
cat >"$work/expected" <<'END'
<targets>
<targets> <--format> <json> <plan.csv>
<targets> <--bounds> <plan.csv>
<targets> <--format=json> <plan.csv>
<targets> <-f> <json> <plan.csv>
<check> <--rule> <-reduction-rounded> <plan.csv>
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
<rates> <plan.csv> <--unit> <Xã Đức An>
<rates> <plan.csv> <--unit=Đắk Mil>
<rates> <plan.csv> <-u> <Đắk Song>
<rates> <plan.csv> <--unit> <O'Hara "x" $(touch pwned)>
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
zsh -n "$work/functions/_povcalc" && bash -n "$work/povcalc.bash"
count $? 'a script that its shell does not read'
check 'what an option is for, in Vietnamese' '--quiet	không in các ghi chú' \
    "$("$BUILD/povcalc" __complete targets --lang vi --qui)"
check 'no name of a file acts' '' "$(ls pwned 2>/dev/null)"
closing
