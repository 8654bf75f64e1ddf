# Types lines into an interactive shell, as a person would, and prints what each one ran.
#
#     zsh -f type.zsh SHELL… <LINES
#
# A line may hold \t for the key TAB, which must change the line. The shell's start-up file must define the prompt
# "> " and a command "povcalc" that prints one line "ARGS …" for what it was called with.
zmodload zsh/zpty zsh/zselect || exit 2
zpty -e -b shell "${(q)@}"
screen= # what was printed since the line began

# Waits until the screen matches, 20 seconds at most.
await() {
    local chunk i
    for (( i = 0; i < 2000; i++ )); do
        while zpty -r -t shell chunk; do screen+=$chunk; done
        [[ $screen == $~1 ]] && return
        zselect -t 1
    done
    print -r -- "nothing like $1 was printed: $screen"
    exit 2
}

while IFS= read -r line; do
    await "*> *"
    screen=
    while [[ $line == *'\t'* ]]; do
        zpty -w -n shell "${line%%'\t'*}"
        await '?*'
        zselect -t 5 # the rest of the echo
        while zpty -r -t shell chunk; do :; done
        screen=
        zpty -w -n shell $'\t'
        await '?*'
        line=${line#*'\t'}
    done
    zpty -w -n shell "$line"$'\n'
    await $'*\nARGS *\n*'
    screen=${screen##*$'\n'ARGS }
    print -r -- "${${screen%%$'\n'*}%$'\r'}"
    screen=${screen#*$'\n'}
done
zpty -d shell
