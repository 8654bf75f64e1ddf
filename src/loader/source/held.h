/*
 * Tables that are read whole: those of text documents, whose cells can hold further tables, and of
 * OpenDocument sheets, which are all in one part.
 */
#ifndef POVCALC_LOADER_SOURCE_HELD_H
#define POVCALC_LOADER_SOURCE_HELD_H

#include "loader/source/format.h"
#include "loader/source/row_builder.h"
#include "loader/source/xml.h"

#define POV_HELD_DEPTH_MAX 8 /* tables in cells of tables */
#define POV_BLANK_TWIPS 60   /* of an indent: about a blank */
#define POV_LEVEL_BLANKS 6   /* that a list is deeper than the list around it */

typedef struct pov_held_row {
    pov_source_cell *cell;
    size_t count, line, repeat; /* the row and so many more like it */
    size_t unknown;             /* the first cell whose formula has no result, from 1; 0: none */
    bool hidden;
} pov_held_row;

typedef struct pov_held_table {
    pov_held_row *row;
    size_t count, capacity, width;
    pov_hidden told;
    bool outer;   /* in no other table */
    bool follows; /* nothing is between it and the table before it */
    bool goes_on; /* its rows are the next ones of the table before it */
    size_t first; /* the row there that its first one is */
} pov_held_table;

/* A table that has begun and not ended, with the row and the cell at hand. */
typedef struct pov_held_level {
    pov_row_builder row;
    size_t table, line;         /* line: of the row at hand */
    size_t column, cell_column; /* of the next cell; of the one at hand, from 0 */
    size_t unknown;             /* as in pov_held_row */
    bool in_cell;
    unsigned aside; /* elements within the cell whose text is not the cell's */
    pov_buffer text, inner; /* of the cell at hand; of the tables within it */
} pov_held_level;

typedef struct pov_held {
    pov_source *source;
    pov_held_table *table; /* beside source->table */
    size_t capacity;
    pov_held_level level[POV_HELD_DEPTH_MAX];
    size_t depth;   /* levels in use */
    size_t skipped; /* tables that are too deep */
    pov_arena arena;
    size_t cells; /* that all rows together have */

    pov_buffer unseen;  /* names of styles that strike text out or hide it, each terminated */
    pov_buffer centred; /* of paragraphs that are centred or set to the right */
    pov_buffer indented; /* names of styles, each terminated and with its blanks behind that */

    pov_buffer paragraph; /* at hand, outside of tables */
    pov_buffer title;     /* lines of text above the next table, each with its end */
    size_t prose;         /* paragraphs after them that are none */
    bool apart;           /* a paragraph with words is between the tables */

    pov_source_cell *padded; /* the row that is given out */
    size_t next_row, repeated;
    pov_hidden told; /* of the table that has begun */
} pov_held;

/* Whether a list of styles has the name, which may be NULL. */
bool pov_held_lists(const pov_buffer *styles, const char *name);
/* The blanks that the indent of a style is worth; what is listed last is the style's own. */
unsigned pov_held_indent_of(const pov_held *held, const char *style);
void pov_held_set_indent(pov_held *held, const char *style, size_t blanks);
/* Reads the part that holds the named styles, where there is one; what is wrong with it ends the
 * reading of the main part. */
void pov_held_read_styles(pov_held *held, pov_xml *xml, const char *part,
                          const pov_xml_handler *handler);

/* The level at hand; NULL outside of tables and in those that are too deep. */
pov_held_level *pov_held_at(pov_held *held);

/* Begins a cell. Its text is that of a table within it where it has none of its own. */
void pov_held_begin_cell(pov_held_level *level);
pov_buffer *pov_held_cell_text(pov_held_level *level);

/* Ends the paragraph at hand. set_off: it is centred or a heading, so it may be of a title. */
void pov_held_paragraph(pov_held *held, bool set_off);

/* Each writes to *err what ends the reading: no memory, or more cells than a file has. */
void pov_held_begin(pov_held *held, const char *name, bool hidden, pov_error *err);
void pov_held_end(pov_held *held);
/* Ends the row at hand; `repeat` more are like it. Gives the row, or NULL where
 * nothing is in it. */
pov_held_row *pov_held_end_row(pov_held *held, size_t repeat, pov_error *err);

void pov_held_fini(pov_held *held);

/* ---- the rest of a pov_source_format; its state begins with a pov_held ---- */

/*
 * Makes the state, of `size` bytes, and reads the document's main part into it.
 * Errors  those of the part; POV_ERR_DATA where there is no table
 */
pov_status pov_held_open(pov_source *source, size_t size, const pov_xml_handler *handler,
                         pov_error *err) POV_CHECK;
void pov_held_rewind(pov_held *held);
/* "ke-hoach.docx", and which table has which rows (base/place.h) */
void pov_held_place(pov_source *source);
pov_status pov_held_next(pov_source *source, pov_source_row *row, pov_error *err) POV_CHECK;
pov_status pov_held_notes(pov_source *source, pov_problems *problems, pov_error *err) POV_CHECK;

#endif
