/*
 * Operands that are no files, and what they were meant for.
 */
#include "cli/operands.h"

#include "base/text.h"
#include "calculator/check/check.h"
#include "cli/installed.h"
#include "loader/source/bytes.h"

#include <dirent.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether the first word alone is a file, as in FILE UNIT [FIGURE]. */
static bool takes_one_file(const pov_command *command)
{
    return pov_text_begins(command->arguments, "FILE ");
}

static const char *ending_of(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL ? dot : "";
}

static const char *const endings[] = {".csv", ".xlsx", ".docx", ".ods", ".odt", ".tsv"};

static bool is_table(const char *name)
{
    bool found = false;

    for (size_t i = 0; i < POV_LENGTH(endings); i++) {
        found = found || strcasecmp(ending_of(name), endings[i]) == 0;
    }
    return found && name[0] != '.';
}

/* The first table of a folder in the order of names; empty: it has none. */
static void find_table(const char *path, pov_buffer *name)
{
    DIR *folder = opendir(path);

    for (struct dirent *e = NULL; folder != NULL && (e = readdir(folder)) != NULL;) {
        if (is_table(e->d_name) &&
            (name->length == 0 || strcmp(e->d_name, pov_buffer_get(name)) < 0)) {
            pov_buffer_clear(name);
            pov_buffer_text(name, e->d_name);
        }
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
}

static pov_status refuse_folder(const pov_command *command, const char *path, pov_error *err)
{
    pov_buffer name = {0};
    int length = (int)strlen(path);

    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    find_table(path, &name);
    (void)pov_fail(err, POV_ERR_USAGE, "this is a folder, not a file");
    pov_error_place(err, path, 0, 0, NULL);
    if (name.length == 0) {
        pov_error_hint(err, "no table is in it");
    } else if (strcmp(command->arguments, "[FILE...]") == 0) {
        pov_error_hint(err, "povcalc %s %.*s/*%s reads the files in it", command->name, length,
                       path, ending_of(pov_buffer_get(&name)));
    } else {
        pov_error_hint(err, "name a file in it: %.*s/%s", length, path, pov_buffer_get(&name));
    }
    pov_buffer_fini(&name);
    return POV_ERR_USAGE;
}

/* What the word was meant for; false: nobody knows. */
static bool suggest_place(const pov_command *command, const char *word, pov_error *err)
{
    const pov_command *other = pov_command_find(word);

    if (takes_one_file(command)) {
        pov_error_hint(err, "the file comes first: povcalc %s %s", command->name,
                       command->arguments);
    } else if (other != NULL) {
        pov_error_hint(err, "the command comes first: povcalc %s, then options and files", word);
    } else if (strcmp(word, "%") == 0) {
        pov_error_hint(err, "no blank comes before the percent sign: 2%%");
    } else if (pov_option_of(command, POV_OPTION_RULE) && pov_rule_find(word) != POV_NONE) {
        pov_error_hint(err, "a rule is picked by --rule %s", word);
    } else if (pov_option_of(command, POV_OPTION_UNIT)) {
        pov_error_hint(err, "a unit is picked by --unit \"%s\"", word);
    }
    return err->hint[0] != '\0';
}

bool pov_operands_suggest(const char *word, pov_error *err)
{
    pov_buffer name = {0};
    bool found = false;

    for (size_t i = 0; i < POV_LENGTH(endings) && !found; i++) {
        pov_buffer_clear(&name);
        pov_buffer_format(&name, "%s%s", word, endings[i]);
        found = !name.failed && access(pov_buffer_get(&name), F_OK) == 0 &&
                pov_error_suggest(err, pov_buffer_get(&name));
    }
    pov_buffer_fini(&name);
    return found;
}

/* A word without a dot or a slash was probably not meant as a file. */
static pov_status check_missing(const pov_command *command, const char *word, pov_error *err)
{
    pov_error found = POV_ERROR_INIT;
    pov_buffer installed = {0};
    pov_status status = POV_OK;

    if (word[0] != '-' && strpbrk(word, "./\\") == NULL &&
        (pov_operands_suggest(word, &found) || suggest_place(command, word, &found))) {
        status = pov_fail(&found, POV_ERR_USAGE, "there is no file \"%s\"", word);
    } else if (pov_installed_data(word, &installed)) {
        status = pov_fail(&found, POV_ERR_USAGE, "there is no file \"%s\"", word);
        pov_error_hint(&found, "the plans of povcalc are installed: %s",
                       pov_buffer_get(&installed));
    }
    if (status != POV_OK && err != NULL) {
        *err = found;
    }
    pov_buffer_fini(&installed);
    return status;
}

pov_status pov_operands_check(const pov_command *command, const pov_options *options,
                              pov_error *err)
{
    const pov_texts *operands = &options->operands;
    size_t count = takes_one_file(command) && operands->count > 0 ? 1 : operands->count;
    pov_status status = POV_OK;
    struct stat found;

    for (size_t i = 0; i < count && command->files == POV_FILES_TABLE && status == POV_OK; i++) {
        const char *path = operands->text[i];
        if (strcmp(path, "-") == 0 || pov_bytes_offered(path)) {
            continue;
        }
        if (stat(path, &found) != 0) {
            status = check_missing(command, path, err);
        } else if (S_ISDIR(found.st_mode)) {
            status = refuse_folder(command, path, err);
        }
    }
    return status;
}
