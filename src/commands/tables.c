/*
 * tables: which tables a file has, and how one of them is read.
 */
#include "loader/tables_file.h"

#include "session/command.h"
#include "session/notes.h"
#include "session/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The second operand: the number of a table, or the name of a sheet. */
static pov_status read_wanted(const pov_options *options, pov_load_options *load, size_t *number,
                              pov_error *err)
{
    const char *text = options->operands.count > 1 ? options->operands.text[1] : "";

    if (options->operands.count > 2 || options->operands.count == 0) {
        return pov_fail(err, POV_ERR_USAGE,
                        "tables: expected a file, and the number or the name of a table");
    }
    if (text[0] != '\0' && strspn(text, "0123456789") == strlen(text) && strlen(text) < 6) {
        *number = (size_t)strtoul(text, NULL, 10);
    }
    if (text[0] != '\0' && *number == 0) {
        load->table = text;
    }
    return POV_OK;
}

static void put_rows(void *to, const char *text, size_t length)
{
    (void)fwrite(text, 1, length, to);
}

/* Into a file without a name, since signals wait while one with a name is written, and what is read
 * may come slowly. */
static pov_status spool_rows(const char *path, const pov_load_options *load, size_t number,
                             FILE *to, pov_buffer *words, pov_error *err)
{
    const pov_tables_to rows = {words, put_rows, to};
    pov_status status = to != NULL ? POV_OK : POV_ERR_IO;

    if (status == POV_OK) {
        status = pov_describe_tables(path, load, number, &rows, err);
    }
    if (status == POV_OK ? fflush(to) != 0 || ferror(to) != 0 || fseek(to, 0, SEEK_SET) != 0
                         : to == NULL) {
        status = pov_fail(err, POV_ERR_IO, "cannot write a temporary file: %s",
                          pov_system_reason(errno));
    }
    return status;
}

static pov_status copy_rows(FILE *from, FILE *to, pov_error *err)
{
    char chunk[16 * 1024];
    size_t length;

    while ((length = fread(chunk, 1, sizeof chunk, from)) > 0) {
        (void)fwrite(chunk, 1, length, to);
    }
    return ferror(from) == 0 ? POV_OK
                             : pov_fail(err, POV_ERR_IO, "cannot write a temporary file: %s",
                                        pov_system_reason(errno));
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_output output = {0};
    pov_buffer text = {0};
    size_t number = 0;
    pov_load_options load = options->load;
    pov_status status = read_wanted(options, &load, &number, &err);

    const bool cells =
        options->renderer != NULL && strcmp(options->renderer->name, "csv") == 0;

    if (status == POV_OK && cells && number == 0 && load.table == NULL) {
        status = pov_fail(&err, POV_ERR_USAGE, "as CSV only the rows of one table are written");
        pov_error_hint(&err, "name it: povcalc tables --format csv %s 1",
                       options->operands.text[0]);
    }
    const bool spooled = cells && options->output != NULL;
    FILE *spool = status == POV_OK && spooled ? tmpfile() : NULL;

    if (status == POV_OK && spooled) {
        status = spool_rows(options->operands.text[0], &load, number, spool, &text, &err);
    } else if (status == POV_OK && !cells) {
        status = pov_describe_tables(options->operands.text[0], &load, number,
                                     &(pov_tables_to){.words = &text}, &err);
        status = status == POV_OK && text.failed ? pov_no_memory(&err) : status;
    }
    if (status == POV_OK) {
        status = pov_output_open(&output, options->output, io, &err);
        if (status == POV_OK && spooled) {
            status = copy_rows(spool, output.to, &err);
        } else if (status == POV_OK && cells) {
            const pov_tables_to to = {&text, put_rows, output.to};
            status = pov_describe_tables(options->operands.text[0], &load, number, &to, &err);
        } else if (status == POV_OK) {
            (void)fputs(pov_buffer_get(&text), output.to);
        }
        status = pov_output_close(&output, status, &err);
    }
    if (spool != NULL) {
        (void)fclose(spool);
    }
    pov_buffer_fini(&text);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

const pov_command pov_command_tables = {
    .name = "tables",
    .arguments = "FILE [N|NAME]",
    .summary = POV_TEXT("the tables of a file, and how one of them is read"),
    .description = POV_TEXT(
        "Says which tables a file has; of one of them, what was concluded: the title and its year, "
        "the lines of the headings, what each column means, why a column is passed over, the tree "
        "of units and how many sums confirm it. With --format csv its rows are printed as they "
        "are."),
    .operands =
        POV_TEXTS("FILE", POV_TEXT("the file"), "N",
                  POV_TEXT("number of a table, as the list has it, or the name of a sheet")),
    .files = POV_FILES_TABLE,
    .formats = "table, csv",
    .examples = POV_TEXTS(
        "povcalc tables bieu.csv", POV_TEXT("the tables of a file, a line each"),
        "povcalc tables bieu.csv 1",
        POV_TEXT("how the first one is read: what each column means, and what is a part of what"),
        "povcalc tables --format csv ke-hoach.docx 2",
        POV_TEXT("the rows of the second one as they are"), "povcalc tables ke-hoach.xlsx 'Biểu 1'",
        POV_TEXT("how the table of that sheet is read")),
    .options = POV_OPTS_INPUT | POV_OPT(FORMAT) | POV_OPT(LANG) | POV_OPT(OUTPUT) | POV_OPT(HELP),
    .run = run,
};
