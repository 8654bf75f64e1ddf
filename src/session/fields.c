#include "session/fields.h"

void pov_cell_set_text(pov_cell *cell, const char *text)
{
    cell->text = text != NULL && text[0] != '\0' ? text : NULL;
}

void pov_cell_set_word(pov_cell *cell, const pov_report *report, const char *kind, const char *word)
{
    cell->text = word;
    cell->shown = pov_report_word(report, kind, word);
}

void pov_cell_set_count(pov_cell *cell, int64_t count)
{
    cell->figure = (pov_figure){.value = count,
                                .value_high = count,
                                .bounds = pov_interval_point(count),
                                .kind = POV_KIND_COUNT,
                                .basis = POV_BASIS_STATED};
}

void pov_cell_set_known(pov_cell *cell, const pov_figure *figure)
{
    if (pov_figure_known(figure)) {
        cell->figure = *figure;
    }
}

void pov_cell_set_against_parent(pov_cell *cell, const pov_report *report, uint8_t qualifier)
{
    if (!pov_figure_known(&cell->figure) && qualifier != POV_EXACTLY) {
        bool below = qualifier == POV_BELOW;
        cell->text = below ? "<parent" : "<=parent";
        cell->shown =
            pov_label(below ? "word.below_parent" : "word.at_most_parent", report->language);
    }
}

void pov_cell_set_year(pov_cell *cell, const pov_report *report, pov_year year)
{
    if (year.year != 0) {
        pov_year_write(pov_report_write(report), year);
        cell->text = pov_report_written(report);
    }
}

void pov_cell_set_row(pov_cell *cell, const pov_report *report, const pov_plan *plan,
                      const pov_row *row, pov_row_field field)
{
    const pov_unit *unit = &plan->unit[row->unit];

    switch (field) {
    case POV_ROW_UNIT:
        cell->text = row->name;
        break;
    case POV_ROW_CODE:
        pov_cell_set_text(cell, row->code);
        break;
    case POV_ROW_LEVEL:
        pov_cell_set_text(cell, unit->level);
        break;
    case POV_ROW_PARENT:
        pov_cell_set_text(cell, unit->parent_name);
        break;
    case POV_ROW_GROUP:
        pov_cell_set_word(cell, report, "group", row->group);
        break;
    case POV_ROW_YEAR:
        pov_cell_set_year(cell, report, row->year);
        break;
    case POV_ROW_STANDARD:
        pov_cell_set_text(cell, row->standard);
        break;
    case POV_ROW_DIMENSION:
        pov_cell_set_text(cell, row->dimension);
        break;
    case POV_ROW_INDICATOR:
        pov_cell_set_word(cell, report, "indicator", row->indicator);
        break;
    case POV_ROW_POPULATION:
        if (row->population[0] != '\0') {
            pov_cell_set_word(cell, report, "population", row->population);
        }
        break;
    case POV_ROW_COUNTS:
        if (row->counts[0] != '\0') {
            pov_cell_set_word(cell, report, "counts", row->counts);
        }
        break;
    case POV_ROW_TARGET_YEAR:
        pov_cell_set_year(cell, report, row->target_year);
        break;
    case POV_ROW_END:
        if (row->target_year.year != 0 || row->kind != POV_END_PLAN) {
            cell->text = pov_end_name(row->kind);
        }
        break;
    case POV_ROW_SOURCE:
        pov_cell_set_text(cell, row->source);
        break;
    case POV_ROW_NOTE:
        pov_cell_set_text(cell, row->note);
        break;
    case POV_ROW_FILE:
        cell->text = plan->file[row->file];
        break;
    case POV_ROW_LINE:
        cell->number = row->line;
        break;
    }
}
