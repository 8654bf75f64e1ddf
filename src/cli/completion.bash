# bash completion for povcalc: asks the povcalc that is being completed what is possible.

# Files that end so, and folders; all files where none does.
_povcalc_files() {
    local ending found=()
    for ending in "$@"; do
        mapfile -t -O "${#found[@]}" found < <(compgen -f -X "!*.$ending" -- "$typed")
    done
    if ((${#found[@]} == 0)); then
        mapfile -t found < <(compgen -f -- "$typed")
    else
        mapfile -t -O "${#found[@]}" found < <(compgen -d -- "$typed")
    fi
    COMPREPLY+=("${found[@]}")
    compopt -o filenames 2>/dev/null
}

_povcalc() {
    local words=() program=${COMP_WORDS[0]/#\~\//$HOME/} typed prefix='' glue='' word about i
    COMPREPLY=()
    # bash parts words at "="; put them together again, and take the quotes off.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
        \"*) word=${word#\"} word=${word%\"} ;;
        \'*) word=${word#\'} word=${word%\'} ;;
        *) word=${word//\\/} ;;
        esac
        if ((i > 1)) && [[ ${COMP_WORDS[i]} == '=' || $glue ]]; then
            words[-1]+=$word
            [[ $word == '=' ]] && glue=1 || glue=''
        else
            words+=("$word")
        fi
    done
    typed=${words[-1]}
    if [[ $typed == --*=* ]]; then
        # Only what follows "=" is completed, and replaced where bash parts words there.
        [[ $COMP_WORDBREAKS == *=* ]] || prefix=${typed%%=*}=
        typed=${typed#*=}
    elif [[ $glue ]]; then
        typed=''
    fi
    compopt -o nosort 2>/dev/null
    while IFS=$'\t' read -r word about; do
        case $word in
        :files*) _povcalc_files ${word#:files} ;;
        *)
            [[ $word != *=* ]] || compopt -o nospace 2>/dev/null
            # A name with blanks is one word, inside the quote that is open or without one.
            case ${COMP_WORDS[COMP_CWORD]} in
            \"*)
                word=${word//\\/\\\\} word=${word//\"/\\\"}
                word=${word//\$/\\\$} word=${word//\`/\\\`}
                ;;
            \'*) word=${word//\'/\'\\\'\'} ;;
            *) printf -v word %q "$word" ;;
            esac
            COMPREPLY+=("$word")
            ;;
        esac
    done < <("$program" __complete "${words[@]}" 2>/dev/null)
    [[ ! $prefix ]] || COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
}

complete -F _povcalc povcalc
