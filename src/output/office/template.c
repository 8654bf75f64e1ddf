/*
 * The sheet of a template. What a cell may hold is a warning, not a ban: a plan prints ">=3" too.
 */
#include "output/template.h"
#include "output/office/office.h"
#include "output/wrap.h"

#define ROWS 1000 /* that are looked at when something is typed */
#define WIDTH ((size_t)14)

static lxw_data_validation of_kind(pov_template_kind kind)
{
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_DECIMAL,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .maximum_number = 100,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
    };

    if (kind == POV_TEMPLATE_COUNT || kind == POV_TEMPLATE_YEAR) {
        v.validate = LXW_VALIDATION_TYPE_INTEGER;
        v.minimum_number = kind == POV_TEMPLATE_YEAR ? 1990 : 0;
        v.maximum_number = kind == POV_TEMPLATE_YEAR ? 2100 : 1e12;
    } else if (kind == POV_TEMPLATE_POINTS) {
        v.minimum_number = -100;
    }
    return v;
}

static void add_validation(pov_xlsx *x, lxw_worksheet *sheet, lxw_col_t column,
                           const pov_template_column *of)
{
    static const char *const messages[] = {
        [POV_TEMPLATE_COUNT] = POV_TEXT("A whole number, or as documents print it: >=3, ~180."),
        [POV_TEMPLATE_RATE] = POV_TEXT("In percent, from 0 to 100, or as documents print it: >=3."),
        [POV_TEMPLATE_POINTS] = POV_TEXT("In percentage points, or as documents print it: >=1.5."),
        [POV_TEMPLATE_YEAR] = POV_TEXT("A year such as 2025, or a month: 2025-06."),
    };
    pov_buffer title = {0}, message = {0};
    lxw_data_validation v = of_kind(of->kind);

    if (of->kind == POV_TEMPLATE_TEXT) {
        return;
    }
    pov_buffer_add(&title, of->heading, pov_wrap_cut(of->heading, 30));
    pov_buffer_text(&message, pov_translate(messages[of->kind]));
    v.error_title = title.data;
    v.error_message = message.data;
    x->failed |=
        title.failed || message.failed ||
        worksheet_data_validation_range(sheet, 1, column, ROWS, column, &v) != LXW_NO_ERROR;
    pov_buffer_fini(&title);
    pov_buffer_fini(&message);
}

void pov_xlsx_add_template(pov_xlsx *x, const pov_template_column *columns, size_t count)
{
    lxw_worksheet *sheet = pov_xlsx_add_sheet(x, pov_label("sheet.data", x->options->language));

    for (size_t i = 0; i < count && sheet != NULL && !x->failed; i++) {
        const pov_xlsx_at at = {sheet, 0, (lxw_col_t)i};
        const size_t least = pov_wrap_width(columns[i].heading, 3) + 1;
        pov_xlsx_put_heading(x, at, columns[i].heading,
                             (pov_xlsx_style){.right = columns[i].kind != POV_TEMPLATE_TEXT});
        pov_xlsx_put_comment(x, at, columns[i].meaning, POV_NOTE);
        pov_xlsx_name_cell(x, at, columns[i].name, "");
        pov_xlsx_set_column(x, sheet, i, i == 0 ? 2 * WIDTH : least > WIDTH ? least : WIDTH, false);
        add_validation(x, sheet, (lxw_col_t)i, &columns[i]);
    }
    if (sheet != NULL) {
        pov_xlsx_set_height(x, sheet, 0, 3);
        pov_xlsx_set_page(x, sheet, 0, true);
    }
}
