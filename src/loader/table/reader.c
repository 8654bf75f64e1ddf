#include "loader/table/reader.h"

pov_status pov_reader_add_problem(pov_reader *l, pov_error *problem, size_t line, size_t column,
                                  pov_error *err)
{
    const char *heading =
        column < l->t->headings.count ? l->t->headings.column[column].heading : NULL;

    if (problem->code == POV_ERR_NOMEM) {
        return pov_no_memory(err);
    }
    pov_error_place(problem, l->file, line, column != POV_NONE ? column + 1 : 0, heading);
    if (l->first.code == POV_OK) {
        l->first = *problem;
    }
    return pov_problems_add(l->problems, problem) == POV_OK ? POV_OK : pov_no_memory(err);
}

pov_status pov_reader_add_note(pov_reader *l, pov_error *note, size_t line, pov_error *err)
{
    return pov_problems_note(l->problems, note, l->file, line) == POV_OK ? POV_OK
                                                                         : pov_no_memory(err);
}

pov_status pov_reader_note_passed(pov_reader *l, const char *name, size_t row, pov_error *err)
{
    pov_error note = POV_ERROR_INIT;

    (void)pov_fail(&note, POV_ERR_DATA, "\"%.60s\" is no unit: its figures are passed over", name);
    return pov_reader_add_note(l, &note, l->grid->row[row].line, err);
}
