/*
 * completion: a script with which bash or zsh completes commands, options, their values and files.
 * It holds all that it needs, so that no program is started at a TAB.
 */
#include "base/text.h"
#include "base/translate.h"
#include "output/render.h"
#include "session/command.h"
#include "session/notes.h"
#include "session/values.h"

#include <string.h>

static bool has(const pov_command *command, size_t id)
{
    return (command->options >> id & 1U) != 0;
}

/* Whether two options have this one's name: then only the command tells which one is meant. */
static bool ambiguous(size_t id)
{
    const char *name = pov_option_get((pov_option_id)id)->name;

    for (size_t other = 0; other < POV_OPTION_COUNT; other++) {
        if (other != id && strcmp(pov_option_get((pov_option_id)other)->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static const char *words_of(const pov_values *values)
{
    const char *words = pov_buffer_get(&values->words);

    return words + (words[0] == ' ');
}

/* A failed allocation of the values' own marks `out`. */
static void values_fini(pov_values *values, pov_buffer *out)
{
    out->failed = out->failed || values->words.failed;
    pov_buffer_fini(&values->words);
}

/* ---- bash ---- */

static const char bash_begin[] =
    "# bash completion for povcalc, written by \"povcalc completion bash\".\n"
    "\n"
    "# Files that end so, and folders; all files where none does.\n"
    "_povcalc_files() {\n"
    "    local ending found=()\n"
    "    [[ $1 == any ]] || for ending in \"$@\"; do\n"
    "        mapfile -t -O \"${#found[@]}\" found < <(compgen -f -X \"!*.$ending\" -- \"$value\")\n"
    "    done\n"
    "    if (( ${#found[@]} == 0 )); then\n"
    "        mapfile -t found < <(compgen -f -- \"$value\")\n"
    "    else\n"
    "        mapfile -t -O \"${#found[@]}\" found < <(compgen -d -- \"$value\")\n"
    "    fi\n"
    "    COMPREPLY+=(\"${found[@]}\")\n"
    "    compopt -o filenames 2>/dev/null\n"
    "}\n"
    "\n"
    "# Words, of which none holds a blank or a sign that a shell knows.\n"
    "_povcalc_words() {\n"
    "    local found=()\n"
    "    mapfile -t found < <(compgen -W \"$1\" -- \"$value\")\n"
    "    COMPREPLY+=(\"${found[@]}\")\n"
    "}\n";

/* The value is what is completed; `line` holds the words with those joined that "=" parts. */
static const char bash_end[] =
    "\n"
    "_povcalc() {\n"
    "    local line=() command= option= value= words= files= options= dashes= glue= i\n"
    "    COMPREPLY=()\n"
    "    for (( i = 1; i <= COMP_CWORD; i++ )); do\n"
    "        if (( ${#line[@]} > 0 )) && [[ ${COMP_WORDS[i]} == '=' || $glue ]]; then\n"
    "            line[-1]+=${COMP_WORDS[i]}\n"
    "            [[ ${COMP_WORDS[i]} == '=' ]] && glue=1 || glue=\n"
    "        else\n"
    "            line+=(\"${COMP_WORDS[i]}\")\n"
    "        fi\n"
    "    done\n"
    "    value=${line[-1]}\n"
    "    compopt -o nosort 2>/dev/null\n"
    "    if (( ${#line[@]} == 1 )); then\n"
    "        _povcalc_words \"$_povcalc_commands\"\n"
    "        return\n"
    "    fi\n"
    "    command=${line[0]}\n"
    "    for (( i = 1; i < ${#line[@]} - 1; i++ )); do\n"
    "        [[ ${line[i]} == -- ]] && dashes=1\n"
    "    done\n"
    "    _povcalc_command\n"
    "    if [[ ! $dashes ]]; then\n"
    "        if [[ $value == --*=* ]]; then\n"
    "            option=${value%%=*}\n"
    "            _povcalc_option || return\n"
    "            local before=$option=\n"
    "            value=${value#*=}\n"
    "            _povcalc_value\n"
    "            [[ $COMP_WORDBREAKS == *=* ]] || COMPREPLY=(\"${COMPREPLY[@]/#/$before}\")\n"
    "            return\n"
    "        fi\n"
    "        option=${line[-2]}\n"
    "        [[ $option =~ ^-[$_povcalc_flags]*([a-z])$ ]] && option=-${BASH_REMATCH[1]}\n"
    "        if (( ${#line[@]} > 2 )) && _povcalc_option; then\n"
    "            _povcalc_value\n"
    "            return\n"
    "        fi\n"
    "        if [[ $value == -* ]]; then\n"
    "            _povcalc_words \"$options\"\n"
    "            return\n"
    "        fi\n"
    "    fi\n"
    "    _povcalc_operands\n"
    "    _povcalc_value\n"
    "}\n"
    "\n"
    "# What is left to be typed behind a \"=\" is all that bash replaces.\n"
    "_povcalc_value() {\n"
    "    [[ ! $words ]] || _povcalc_words \"$words\"\n"
    "    [[ ! $files ]] || _povcalc_files $files\n"
    "    [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null\n"
    "}\n"
    "\n"
    "complete -F _povcalc povcalc\n";

static void bash_values(pov_buffer *out, pov_values *values)
{
    static const char *const endings[] = {
        [POV_FILES_NONE] = "",
        [POV_FILES_ANY] = "any",
        [POV_FILES_TABLE] = "csv CSV tsv txt",
        [POV_FILES_JSON] = "json",
    };

    if (words_of(values)[0] != '\0') {
        pov_buffer_format(out, " words='%s'", words_of(values));
    }
    if (values->files != POV_FILES_NONE) {
        pov_buffer_format(out, " files='%s'", endings[values->files]);
    }
    values_fini(values, out);
}

static void bash_commands(pov_buffer *out)
{
    pov_buffer_text(out, "\n_povcalc_commands='");
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        pov_buffer_format(out, "%s ", pov_commands[c]->name);
    }
    pov_buffer_text(out, "--help --version'\n");
    pov_buffer_text(out, "_povcalc_flags='");
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        const pov_option_info *option = pov_option_get((pov_option_id)id);
        if (option->letter != '\0' && option->argument == NULL) {
            pov_buffer_char(out, option->letter);
        }
    }
    pov_buffer_text(out, "'\n\n# The options of $command.\n_povcalc_command() {\n"
                         "    case $command in\n");
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        pov_buffer_format(out, "    %s) options='", pov_commands[c]->name);
        for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
            if (has(pov_commands[c], id)) {
                pov_buffer_format(out, "--%s ", pov_option_get((pov_option_id)id)->name);
            }
        }
        pov_buffer_text(out, "' ;;\n");
    }
    pov_buffer_text(out, "    esac\n}\n");
}

static void bash_option(pov_buffer *out, const pov_command *command, size_t id, bool all)
{
    const pov_option_info *option = pov_option_get((pov_option_id)id);
    const char *name = all ? "*" : command->name;
    pov_values values;

    pov_buffer_format(out, "    %s:--%s", name, option->name);
    if (option->letter != '\0') {
        pov_buffer_format(out, " | %s:-%c", name, option->letter);
    }
    pov_buffer_char(out, ')');
    pov_values_of_option(command, (pov_option_id)id, &values);
    bash_values(out, &values);
    pov_buffer_text(out, " ;;\n");
}

/* Whether the values of an option that several commands have depend on the command. */
static bool differs(const pov_command *a, const pov_command *b, size_t id, pov_buffer *out)
{
    pov_values left, right;

    pov_values_of_option(a, (pov_option_id)id, &left);
    pov_values_of_option(b, (pov_option_id)id, &right);
    bool same = strcmp(words_of(&left), words_of(&right)) == 0 && left.files == right.files;
    values_fini(&left, out);
    values_fini(&right, out);
    return !same;
}

static void bash_options(pov_buffer *out)
{
    pov_buffer_text(out, "\n# What follows $option; false where it takes no argument.\n"
                         "_povcalc_option() {\n    case $command:$option in\n");
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        const pov_command *usual = NULL;
        if (pov_option_get((pov_option_id)id)->argument == NULL) {
            continue;
        }
        for (size_t c = 0; pov_commands[c] != NULL; c++) {
            if (!has(pov_commands[c], id)) {
                continue;
            }
            if (usual == NULL) {
                usual = pov_commands[c];
            } else if (!ambiguous(id) && differs(usual, pov_commands[c], id, out)) {
                bash_option(out, pov_commands[c], id, false);
            }
            if (ambiguous(id)) {
                bash_option(out, pov_commands[c], id, false);
            }
        }
        if (usual != NULL && !ambiguous(id)) {
            bash_option(out, usual, id, true);
        }
    }
    pov_buffer_text(out, "    *) return 1 ;;\n    esac\n}\n");
}

static void bash_operands(pov_buffer *out)
{
    pov_buffer_text(out, "\n# What may be named to $command.\n_povcalc_operands() {\n"
                         "    case $command in\n");
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        pov_values values;
        pov_buffer_format(out, "    %s)", pov_commands[c]->name);
        pov_values_of_operands(pov_commands[c], &values);
        bash_values(out, &values);
        pov_buffer_text(out, " ;;\n");
    }
    pov_buffer_text(out, "    esac\n}\n");
}

static void bash_script(pov_buffer *out)
{
    pov_buffer_text(out, bash_begin);
    bash_commands(out);
    bash_options(out);
    bash_operands(out);
    pov_buffer_text(out, bash_end);
}

/* ---- zsh ---- */

/* Text inside '...' of a specification: what _arguments takes for its own is escaped. */
static void zsh_text(pov_buffer *out, const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            pov_buffer_text(out, "'\\''");
        } else {
            if (strchr(special, *text) != NULL) {
                pov_buffer_char(out, '\\');
            }
            pov_buffer_char(out, *text);
        }
    }
}

/* What stands behind the second colon of a specification: words, files, or both. */
static void zsh_values(pov_buffer *out, pov_values *values)
{
    static const char *const globs[] = {
        [POV_FILES_NONE] = "",
        [POV_FILES_ANY] = "_files",
        [POV_FILES_TABLE] = "_files -g \"*.(csv|CSV|tsv|txt)(-.)\"",
        [POV_FILES_JSON] = "_files -g \"*.json(-.)\"",
    };
    bool words = words_of(values)[0] != '\0';

    if (words && values->files != POV_FILES_NONE) {
        pov_buffer_format(out, "{compadd \"$expl[@]\" -- %s; %s}", words_of(values),
                          globs[values->files]);
    } else if (words && values->open) {
        pov_buffer_format(out, "{compadd \"$expl[@]\" -S \"\" -- %s}", words_of(values));
    } else if (words) {
        pov_buffer_format(out, "(%s)", words_of(values));
    } else {
        pov_buffer_text(out, values->files != POV_FILES_NONE ? globs[values->files] : " ");
    }
    values_fini(values, out);
}

static void zsh_option(pov_buffer *out, const pov_command *command, size_t id)
{
    const pov_option_info *option = pov_option_get((pov_option_id)id);
    const char *equals = option->argument != NULL ? "=" : "", *plus = equals[0] != '\0' ? "+" : "";
    pov_values values;

    pov_buffer_text(out, " \\\n                ");
    if (pov_option_repeats((pov_option_id)id)) {
        pov_buffer_text(out, "'*'");
    } else if (option->letter != '\0') {
        pov_buffer_format(out, "'(-%c --%s)'", option->letter, option->name);
    }
    if (option->letter != '\0') {
        pov_buffer_format(out, "{-%c%s,--%s%s}", option->letter, plus, option->name, equals);
    } else {
        pov_buffer_format(out, "--%s%s", option->name, equals);
    }
    pov_buffer_text(out, "'[");
    zsh_text(out, pov_translate(option->help), "[]\\");
    pov_buffer_char(out, ']');
    if (option->argument != NULL) {
        pov_buffer_char(out, ':');
        zsh_text(out, option->argument, ":\\");
        pov_buffer_char(out, ':');
        pov_values_of_option(command, (pov_option_id)id, &values);
        zsh_values(out, &values);
    }
    pov_buffer_char(out, '\'');
}

static void zsh_command(pov_buffer *out, const pov_command *command)
{
    pov_values values;

    pov_buffer_format(out, "        %s)\n            _arguments -s -S", command->name);
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if (has(command, id)) {
            zsh_option(out, command, id);
        }
    }
    pov_values_of_operands(command, &values);
    pov_buffer_text(out, " \\\n                '*:");
    zsh_text(out, command->arguments, ":\\");
    pov_buffer_char(out, ':');
    zsh_values(out, &values);
    pov_buffer_text(out, "'\n            ;;\n");
}

static void zsh_script(pov_buffer *out)
{
    pov_buffer_text(out, "#compdef povcalc\n"
                         "# zsh completion for povcalc, written by \"povcalc completion zsh\".\n\n"
                         "_povcalc() {\n"
                         "    local curcontext=$curcontext state line\n"
                         "    typeset -A opt_args\n"
                         "    local -a commands\n"
                         "    commands=(\n");
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        pov_buffer_format(out, "        '%s:", pov_commands[c]->name);
        zsh_text(out, pov_translate(pov_commands[c]->summary), "\\");
        pov_buffer_text(out, "'\n");
    }
    pov_buffer_text(out, "    )\n    _arguments -C '(- *)'{-h,--help}'[");
    zsh_text(out, pov_translate("list the commands; behind a command, its help"), "[]\\");
    pov_buffer_text(out, "]' '(- *)'{-V,--version}'[");
    zsh_text(out, pov_translate("name the version, and those of the libraries"), "[]\\");
    pov_buffer_text(out, "]' \\\n"
                         "        '1:command:->command' '*::argument:->argument' && return\n"
                         "    case $state in\n"
                         "    command) _describe -V -t commands command commands ;;\n"
                         "    argument)\n"
                         "        curcontext=${curcontext%:*}-$words[1]:\n"
                         "        case $words[1] in\n");
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        zsh_command(out, pov_commands[c]);
    }
    pov_buffer_text(out, "        esac\n"
                         "        ;;\n"
                         "    esac\n"
                         "}\n\n"
                         "if [ \"$funcstack[1]\" = _povcalc ]; then\n"
                         "    _povcalc \"$@\"\n"
                         "else\n"
                         "    compdef _povcalc povcalc\n"
                         "fi\n");
}

/* ---- the command ---- */

static int run(const pov_options *options, const pov_io *io)
{
    const char *shell = options->operands.count == 1 ? options->operands.text[0] : "";
    pov_error err = POV_ERROR_INIT;
    pov_buffer out = {0};
    pov_status status = POV_OK;

    if (strcmp(shell, "bash") == 0) {
        bash_script(&out);
    } else if (strcmp(shell, "zsh") == 0) {
        zsh_script(&out);
    } else {
        status = pov_fail(&err, POV_ERR_USAGE, "completion: expected bash or zsh");
    }
    if (status == POV_OK) {
        status = pov_render_flush(io->out, &out, &err);
    }
    pov_buffer_fini(&out);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

static const char *const examples[] = {
    "eval \"$(povcalc completion bash)\"",
    POV_TEXT("complete in this bash; in ~/.bashrc, in every one"),
    "povcalc completion zsh > ~/.zfunc/_povcalc",
    POV_TEXT("the same for zsh, where $fpath holds that folder"),
    NULL,
};

static const char *const operands[] = {
    "bash", POV_TEXT("a script for bash 4.4 or later"), "zsh", POV_TEXT("a script for zsh 5"), NULL,
};

const pov_command pov_command_completion = {
    .name = "completion",
    .arguments = "bash | zsh",
    .summary = POV_TEXT("a script with which a shell completes povcalc"),
    .description = POV_TEXT(
        "Prints a script with which bash or zsh completes commands, options, their values "
        "and the names of files. It is installed with povcalc; where it is not, evaluate "
        "it. No program is started when it completes. zsh shows what options and commands "
        "are for, in the language of --lang or of the locale that the script was printed in."),
    .operands = operands,
    .examples = examples,
    .options = POV_OPT(LANG) | POV_OPT(HELP),
    .run = run,
};
