/*
 * The whole workbook: which sheets it has, and what they are called.
 */
#include "base/version.h"
#include "output/office/module.h"
#include "output/office/office.h"
#include "output/office/package.h"
#include "output/render.h"
#include "output/wrap.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Static_assert(POV_XLSX_ROWS_MAX == LXW_ROW_MAX, "the sheet of the library is that of Excel");

#define CREATED 315532800 /* 1980-01-01, as in the zip file: the same input gives the same bytes */

/* ---- the whole ---- */

static void set_properties(pov_xlsx *x, const char *of)
{
    char title[200] = "", comments[] = "povcalc " POV_VERSION;

    if (of != NULL) {
        (void)snprintf(title, sizeof title, "%.*s", (int)pov_wrap_cut(of, 60), of);
    }
    lxw_doc_properties properties = {.title = title, .comments = comments, .created = CREATED};
    x->failed |= workbook_set_properties(x->workbook, &properties) != LXW_NO_ERROR;
}

static void add_sheets(pov_xlsx *x, const pov_report *reports, size_t count)
{
    pov_language language = x->options->language;
    size_t with_rows = 0, found = 0;

    for (size_t r = 0; r < count; r++) {
        with_rows += reports[r].column_count > 0;
        found += reports[r].finding_count;
    }
    pov_xlsx_add_summary(x, reports, count);
    for (size_t r = 0; r < count; r++) {
        const char *name = with_rows > 1 && reports[r].title != NULL
                               ? reports[r].title
                               : pov_label("sheet.data", language);
        if (reports[r].column_count > 0) {
            pov_xlsx_add_data(x, reports, count, r, name);
        }
    }
    for (size_t r = 0; r < count; r++) {
        pov_xlsx_add_chart(x, &reports[r], pov_label("sheet.chart", language));
    }
    if (found > 0 || with_rows == 0) {
        pov_xlsx_add_findings(x, reports, count);
    }
    pov_xlsx_add_assumptions(x, reports, count);
}

/* What a workbook is made of: reports, or the columns of a template. */
typedef struct content {
    const pov_report *report;
    const pov_template_column *column;
    size_t count;
} content;

/* Into the file at `path`; true when nothing failed, as far as the library says. */
static bool make(pov_xlsx *x, const content *of, const char *path, const char *folder)
{
    char *temporary = strdup(folder); /* where the library makes files of its own */
    lxw_workbook_options options = {.tmpdir = temporary};

    x->workbook = temporary != NULL ? workbook_new_opt(path, &options) : NULL;
    x->failed = x->workbook == NULL;
    if (!x->failed) {
        set_properties(x, of->report != NULL ? of->report->title : NULL);
        if (of->report != NULL) {
            add_sheets(x, of->report, of->count);
        } else {
            pov_xlsx_add_template(x, of->column, of->count);
        }
        x->failed |= workbook_close(x->workbook) != LXW_NO_ERROR; /* frees it as well */
    }
    free(temporary);
    free(x->format);
    pov_buffer_fini(&x->text);
    return !x->failed;
}

static bool read_all(int fd, pov_buffer *file)
{
    char bytes[16384];
    ssize_t length = 0;

    do {
        length = read(fd, bytes, sizeof bytes);
        if (length > 0) {
            pov_buffer_add(file, bytes, (size_t)length);
        }
    } while (length > 0 || (length < 0 && errno == EINTR));
    return length == 0 && !file->failed;
}

static pov_status fail_in(const char *folder, pov_error *err)
{
    (void)pov_fail(err, POV_ERR_IO, "libxlsxwriter could not write the whole workbook");
    pov_error_hint(err, "memory or the room in %s ran out; --format csv takes less of both",
                   folder);
    return POV_ERR_IO;
}

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder != NULL && folder[0] != '\0' ? folder : "/tmp";
}

/* The library writes to a path: a temporary file, which is read back before a byte of it goes to
 * `to`. */
static pov_status write_content(const content *of, const pov_render_options *options, FILE *to,
                                pov_error *err)
{
    const char *folder = temporary_folder();
    pov_buffer path = {0}, file = {0};
    pov_xlsx x = {
        .options = options,
        .numerals = options->language == POV_VIETNAMESE ? pov_numerals_vi : pov_numerals_en,
    };

    pov_set_language(options->language); /* this copy of the catalogue has a setting of its own */
    pov_buffer_format(&path, "%s/povcalc.XXXXXX", folder);
    int fd = path.failed ? -1 : mkstemp(path.data);
    pov_status status = POV_OK;
    if (path.failed) {
        status = pov_no_memory(err);
    } else if (fd < 0) {
        status =
            pov_fail(err, POV_ERR_IO, "cannot write in %s: %s", folder, pov_system_reason(errno));
    } else {
        bool good = make(&x, of, path.data, folder);
        (void)unlink(path.data);
        good = good && read_all(fd, &file) && pov_xlsx_package_holds(file.data, file.length, x.sum);
        status = good ? pov_render_flush(to, &file, err) : fail_in(folder, err);
        (void)close(fd);
    }
    pov_buffer_fini(&path);
    pov_buffer_fini(&file);
    return status;
}

static pov_status write_workbook(const pov_report *reports, size_t count,
                                 const pov_render_options *options, FILE *to, pov_error *err)
{
    const content of = {.report = reports, .count = count};

    return write_content(&of, options, to, err);
}

static pov_status write_template(const pov_template_column *columns, size_t count,
                                 pov_language language, FILE *to, pov_error *err)
{
    const content of = {.column = columns, .count = count};
    const pov_render_options options = {.language = language};

    return write_content(&of, &options, to, err);
}

const pov_xlsx_module pov_xlsx_writer = {
    .version = POV_VERSION, .write = write_workbook, write_template};
