/*
 * The shape of a grid: which rows are titles, headings, numbers of columns, units of measure, rows
 * of the table, remarks and signatures. Nothing is known here of what is counted.
 */
#ifndef POVCALC_LOADER_TABLE_SHAPE_H
#define POVCALC_LOADER_TABLE_SHAPE_H

#include "loader/table/grid.h"

typedef struct pov_shape {
    size_t title, title_end;   /* rows above the headings, from `title` up to `title_end` */
    size_t header, header_end; /* rows of headings, numbers of columns and units of measure among
                                  them; none: header == header_end */
    size_t body, body_end;
    bool led; /* the row above the headings, "Xã …", is the head of the first rows: the headings
                 are repeated for each */
} pov_shape;

typedef struct pov_shapes {
    pov_shape *table; /* in the order of the grid */
    size_t count, capacity;
} pov_shapes;

/* Whether a row is one of the table's headings once more, as pages repeat them. */
bool pov_shape_repeats(const pov_shape *shape, const pov_grid *grid, size_t row);

/* `from_top`: the first row begins the header, as the user said. Errors: POV_ERR_NOMEM. */
pov_status pov_shapes_find(const pov_grid *grid, bool from_top, pov_shapes *shapes,
                           pov_error *err) POV_CHECK;
void pov_shapes_fini(pov_shapes *shapes);

typedef enum pov_cell_look { POV_LOOKS_EMPTY, POV_LOOKS_NUMBER, POV_LOOKS_WORDS } pov_cell_look;

/* A number with its signs, words and units of measure: "5", ">= 3", "khoảng 180 hộ", "112 (5,98%)";
 * also what stands for a missing one. */
pov_cell_look pov_cell_looks(const pov_source_cell *cell);

/* Whether a record only numbers the columns: "A","B","1","2","3=2/1", "(1)","(2)", "1.2.1".
 * least  so many numbers without a sign beside them are no figures */
bool pov_is_number_row(const pov_source_row *record, size_t least);

/* Whether a folded cell signs the table: "người lập biểu", "tm. ubnd", "…, ngày 15 tháng 3 năm
 * 2023"; and whether it is a remark under it: "ghi chú: …". */
bool pov_is_signature(const char *folded);
bool pov_is_remark(const char *folded);
/* The only cell of a row with a text; NULL: none has one, or several have. */
const pov_source_cell *pov_row_only_text(const pov_source_row *record);
/* Whether a row is only what a printed page has beside its table: "2", "- 3 -", "Trang 2/5", "(tiếp
 * theo)". */
bool pov_is_page(const pov_source_row *record);
/* Whether it is the name of a table: "biểu 2: …". */
bool pov_is_table_name(const char *folded);

#endif
