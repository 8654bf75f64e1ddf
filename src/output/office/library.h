/*
 * libxlsxwriter, loaded when a workbook is asked for: linked in the usual way it would cost every
 * start of the program.
 */
#ifndef POVCALC_OUTPUT_OFFICE_LIBRARY_H
#define POVCALC_OUTPUT_OFFICE_LIBRARY_H

#include <stdbool.h>
#include <xlsxwriter.h>

#define POV_XLSX_FUNCTIONS(X)                                                                      \
    X(workbook_new_opt)                                                                            \
    X(workbook_set_properties)                                                                     \
    X(workbook_add_worksheet)                                                                      \
    X(workbook_add_format)                                                                         \
    X(workbook_add_chart)                                                                          \
    X(workbook_close)                                                                              \
    X(worksheet_write_string)                                                                      \
    X(worksheet_write_number)                                                                      \
    X(worksheet_write_blank)                                                                       \
    X(worksheet_write_comment_opt)                                                                 \
    X(worksheet_set_row)                                                                           \
    X(worksheet_set_column_opt)                                                                    \
    X(worksheet_freeze_panes)                                                                      \
    X(worksheet_autofilter)                                                                        \
    X(worksheet_insert_chart_opt)                                                                  \
    X(worksheet_set_landscape)                                                                     \
    X(worksheet_set_paper)                                                                         \
    X(worksheet_fit_to_pages)                                                                      \
    X(worksheet_repeat_rows)                                                                       \
    X(format_set_num_format)                                                                       \
    X(format_set_bold)                                                                             \
    X(format_set_italic)                                                                           \
    X(format_set_font_size)                                                                        \
    X(format_set_align)                                                                            \
    X(format_set_indent)                                                                           \
    X(format_set_text_wrap)                                                                        \
    X(format_set_bg_color)                                                                         \
    X(format_set_top)                                                                              \
    X(format_set_bottom)                                                                           \
    X(chart_add_series)                                                                            \
    X(chart_series_set_categories)                                                                 \
    X(chart_series_set_values)                                                                     \
    X(chart_series_set_name_range)                                                                 \
    X(chart_series_set_fill)                                                                       \
    X(chart_series_set_line)                                                                       \
    X(chart_series_set_marker_type)                                                                \
    X(chart_series_set_marker_size)                                                                \
    X(chart_series_set_marker_line)                                                                \
    X(chart_series_set_marker_fill)                                                                \
    X(chart_title_set_name_range)                                                                  \
    X(chart_axis_set_name_range)                                                                   \
    X(chart_axis_major_gridlines_set_line)                                                         \
    X(chart_axis_set_num_format)                                                                   \
    X(chart_axis_set_min)                                                                          \
    X(chart_axis_set_max)                                                                          \
    X(chart_axis_set_major_unit)                                                                   \
    X(chart_show_blanks_as)                                                                        \
    X(chart_legend_delete_series)                                                                  \
    X(chart_legend_set_position)

typedef struct pov_xlsx_library {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a member's name takes none */
#define POV_XLSX_MEMBER(function) __typeof__(function) *function;
    POV_XLSX_FUNCTIONS(POV_XLSX_MEMBER)
#undef POV_XLSX_MEMBER
} pov_xlsx_library;

/* False when the library, or a function of it, is not there. It stays loaded. */
bool pov_xlsx_library_load(pov_xlsx_library *library);

#endif
