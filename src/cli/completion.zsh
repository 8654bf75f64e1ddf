#compdef povcalc
# zsh completion for povcalc: asks the povcalc that is being completed what is possible.

_povcalc() {
    local program=${${(Q)words[1]}/#\~\//$HOME/} line files ret=1
    local -a found open

    for line in "${(@f)$($program __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        case $line in
        :files*) files=any ;|
        :files\ *) files=${line#:files } ;;
        *=$'\t'*) open+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
        *$'\t'*) found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
        esac
    done
    # After --option= only the value is completed.
    [[ $PREFIX == --*=* ]] && compset -P '--[a-z-]##='
    (( $#found )) && _describe -V -t values value found && ret=0
    (( $#open )) && _describe -V -t values value open -S '' && ret=0
    case $files in
    '') ;;
    any) _files && ret=0 ;;
    *) _files -g "*.(${(j:|:)=files})(-.)" && ret=0 ;;
    esac
    return ret
}

if [ "$funcstack[1]" = _povcalc ]; then
    _povcalc "$@"
else
    compdef _povcalc povcalc
fi
