/*
 * The whole workbook: which sheets it has, and what they are called.
 */
#include "output/office/office.h"
#include "output/wrap.h"
#include "povcalc/text.h"
#include "povcalc/version.h"

#include <stdlib.h>
#include <string.h>

#define NAME_MAX_CHARACTERS 31
#define CREATED 315532800 /* 1980-01-01, as in the zip file: the same input gives the same bytes */

/* ---- names of sheets ---- */

/* A title up to its comma, behind which the years stand; room is left for " 12" behind it. */
static void write_name(char *out, const char *name, size_t number)
{
    char plain[POV_XLSX_NAME_SIZE];
    size_t length = pov_wrap_cut(name, NAME_MAX_CHARACTERS - 3), comma = strcspn(name, ",");

    length = comma < length ? comma : length;

    if (length > sizeof plain - 8) {
        length = 0;
    }
    for (size_t i = 0; i < length; i++) { /* not allowed: []:*?/\ and, at the ends, ' */
        plain[i] = strchr("[]:*?/\\'", name[i]) != NULL ? ' ' : name[i];
    }
    while (length > 0 && plain[length - 1] == ' ') {
        length--;
    }
    plain[length] = '\0';
    if (number == 1 && length > 0) {
        (void)snprintf(out, POV_XLSX_NAME_SIZE, "%s", plain);
    } else {
        (void)snprintf(out, POV_XLSX_NAME_SIZE, "%.*s %zu", (int)length, plain, number);
    }
}

static bool is_taken(const pov_xlsx *x, const char *name)
{
    for (size_t i = 0; i < x->sheet_count; i++) {
        if (strcmp(x->sheet_name[i], name) == 0) {
            return true;
        }
    }
    return false;
}

lxw_worksheet *pov_xlsx_add_sheet(pov_xlsx *x, const char *name)
{
    if (x->sheet_count == POV_XLSX_SHEETS_MAX) {
        x->failed = true;
        return NULL;
    }
    char *own = x->sheet_name[x->sheet_count];
    for (size_t number = 1; number == 1 || is_taken(x, own); number++) {
        write_name(own, name, number);
    }
    x->sheet_count++;
    lxw_worksheet *sheet = x->library.workbook_add_worksheet(x->workbook, own);
    x->failed |= sheet == NULL;
    return sheet;
}

/* ---- the whole ---- */

static void set_properties(pov_xlsx *x, const pov_report *report)
{
    char title[200] = "", comments[] = "povcalc " POV_VERSION;

    if (report->title != NULL) {
        (void)snprintf(title, sizeof title, "%.*s", (int)pov_wrap_cut(report->title, 60),
                       report->title);
    }
    lxw_doc_properties properties = {.title = title, .comments = comments, .created = CREATED};
    x->failed |= x->library.workbook_set_properties(x->workbook, &properties) != LXW_NO_ERROR;
}

static void add_sheets(pov_xlsx *x, const pov_report *reports, size_t count)
{
    pov_language language = x->options->language;
    size_t with_rows = 0, found = 0;

    for (size_t r = 0; r < count; r++) {
        with_rows += reports[r].column_count > 0;
        found += reports[r].finding_count;
    }
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

bool pov_xlsx_write(const pov_xlsx_library *library, const pov_report *reports, size_t count,
                    const pov_render_options *options, const char *path)
{
    pov_xlsx x = {
        .options = options,
        .numerals = options->language == POV_VIETNAMESE ? pov_numerals_vi : pov_numerals_en,
        .library = *library,
    };

    x.workbook = library->workbook_new_opt(path, NULL);
    if (x.workbook == NULL) {
        return false;
    }
    set_properties(&x, &reports[0]);
    add_sheets(&x, reports, count);
    x.failed |= library->workbook_close(x.workbook) != LXW_NO_ERROR; /* frees it as well */
    free(x.format);
    pov_buffer_fini(&x.text);
    return !x.failed;
}
