#include "loader/table/kinds.h"

#include "base/text.h"
#include "base/translate.h"
#include "loader/table/columns.h"
#include "loader/table/shape.h"

#include <string.h>

pov_file_kind pov_kind_of_heading(const char *heading)
{
    static const struct {
        const char *heading;
        pov_file_kind kind;
    } own[] = {
        {"indicator", POV_FILE_DEPRIVATION},
        {"household_id", POV_FILE_HOUSEHOLDS},
        {"income_per_capita_vnd", POV_FILE_HOUSEHOLDS},
        {"b1", POV_FILE_HOUSEHOLDS},
    };
    const size_t column = pov_column_index(heading);

    for (size_t i = 0; i < POV_LENGTH(own); i++) {
        if (pov_heading_is(heading, own[i].heading)) {
            return own[i].kind;
        }
    }
    return column != POV_NONE && pov_column_get(column)->label == POV_LABEL_NONE &&
                   pov_column_get(column)->quantity != POV_HOUSEHOLDS &&
                   pov_column_get(column)->quantity < POV_PLAN_QUANTITY_COUNT
               ? POV_FILE_PLAN
               : POV_FILE_UNKNOWN;
}

bool pov_lists_households(const char *heading, bool *failed)
{
    static const char *const names[] = {
        "mã hộ",         "mã hộ gia đình", "họ và tên", "họ tên",  "họ và tên chủ hộ",
        "họ tên chủ hộ", "tên chủ hộ",     "điểm b1",   "điểm b2", "phiếu b1",
        "phiếu b2",      "số cccd",        "chủ hộ"};
    const char *under = strrchr(heading, ':');
    pov_buffer folded = {0};
    bool found = false;

    heading = under != NULL ? under + 1 + strspn(under + 1, " ") : heading;
    pov_text_fold(heading, strlen(heading), &folded);
    for (size_t i = 0; i < POV_LENGTH(names); i++) {
        const size_t bare = pov_text_bare_prefix(names[i], pov_buffer_get(&folded));
        found = found || strcmp(pov_buffer_get(&folded), names[i]) == 0 ||
                (bare > 0 && bare == folded.length);
    }
    pov_buffer_end(&folded, failed);
    return found;
}

bool pov_is_own_header(const pov_source_row *record)
{
    size_t own = 0;

    for (size_t i = 0; i < record->count; i++) {
        if (pov_heading_is(record->cell[i].text, "value") ||
            pov_cell_looks(&record->cell[i]) == POV_LOOKS_NUMBER) {
            return false; /* what it is of a column "indicator" says, row by row; a unit "B1" */
        }
    }
    for (size_t i = 0; i < record->count; i++) {
        const char *text = record->cell[i].text;
        pov_file_kind kind = pov_kind_of_heading(text);
        if (strcmp(text, "unit") == 0 || (kind != POV_FILE_UNKNOWN && kind != POV_FILE_PLAN)) {
            return true;
        }
        own += pov_column_index(text) != POV_NONE;
    }
    return own == record->count && own > 1;
}

pov_status pov_refuse_kind(pov_file_kind is, pov_file_kind wanted, pov_error *err)
{
    static const struct {
        const char *name, *hint;
    } kinds[] = {
        [POV_FILE_PLAN] = {POV_TEXT("a plan"),
                           POV_TEXT("\"povcalc targets\" and \"povcalc check\" read it")},
        [POV_FILE_DEPRIVATION] = {POV_TEXT("a deprivation file"),
                                  POV_TEXT("\"povcalc deprivation\" reads it")},
        [POV_FILE_HOUSEHOLDS] = {POV_TEXT("a file of households"),
                                 POV_TEXT("\"povcalc survey\" makes a plan file of it")},
        [POV_FILE_MAP] = {POV_TEXT("a file of units that changed"),
                          POV_TEXT("the option --map takes it")},
    };

    (void)pov_fail(err, POV_ERR_KIND, "this is %s, not %s", pov_translate(kinds[is].name),
                   pov_translate(kinds[wanted].name));
    pov_error_hint(err, "%s", pov_translate(kinds[is].hint));
    err->kind = (int)is;
    return POV_ERR_KIND;
}
