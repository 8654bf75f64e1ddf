/*
 * What the formats of a source share; none of it is for others. A format is one constant in one
 * file, and one line in the list of source.c.
 */
#ifndef POVCALC_LOADER_SOURCE_FORMAT_H
#define POVCALC_LOADER_SOURCE_FORMAT_H

#include "loader/source/bytes.h"
#include "loader/source/garbled.h"
#include "loader/source/source.h"
#include "loader/source/zip.h"

typedef struct pov_source_format {
    /* Whether it is that of an archive whose main part begins with this element; NULL: of text. */
    bool (*accepts)(const char *root);
    /* Fills in the tables; pov_source_close follows, whatever comes of it. */
    pov_status (*open)(pov_source *source, pov_error *err);
    /* Goes to the start of source->begun, and writes source->place. */
    pov_status (*begin)(pov_source *source, pov_error *err);
    pov_status (*next)(pov_source *source, pov_source_row *row, pov_error *err);
    pov_status (*notes)(pov_source *source, pov_problems *problems, pov_error *err);
    void (*close)(pov_source *source); /* frees source->state, which may be NULL */
} pov_source_format;

struct pov_source {
    const pov_source_format *format;
    const pov_load_options *options;
    pov_source_table *table;
    size_t table_count, table_capacity, begun;
    char separator;
    pov_buffer place;
    pov_arena arena;  /* names of tables */
    void *state;      /* of the format */
    pov_buffer bytes; /* of an archive, whole */
    pov_zip zip;
    const pov_zip_entry *main; /* the part that holds or names the tables */
    /* of an archive's table: what its text is, and a row whose text was repaired */
    pov_garbled_text all;
    pov_garbled read_as;
    pov_source_cell *cell;
    size_t cell_capacity;
    pov_buffer repaired;
    pov_peeked_input input; /* last: its bytes are not cleared */
};

extern const pov_source_format pov_source_csv, pov_source_xlsx, pov_source_opendocument,
    pov_source_docx;

/* What a password encrypts in OpenDocument is no XML any more. Errors: POV_ERR_SYNTAX. */
pov_status pov_refuse_encrypted_document(const pov_zip *zip, pov_error *err) POV_CHECK;

#define POV_SOURCE_TABLES_MAX ((size_t)1000) /* what comes after them is not looked at */

#endif
