/*
 * Records of a CSV file, one at a time, each with the line on which it starts.
 *
 * Hides libcsv, the encoding and the way in which the bytes arrive. Holds one record and one chunk
 * of 64 KiB, whatever the size of the file.
 */
#ifndef POVCALC_LOADER_SOURCE_CSV_H
#define POVCALC_LOADER_SOURCE_CSV_H

#include "loader/source/input.h"

#define POV_CSV_RECORD_MAX ((size_t)1024 * 1024) /* bytes of a record, without its line end */
#define POV_CSV_FIELDS_MAX ((size_t)1000)

typedef struct pov_csv_reader pov_csv_reader;

typedef struct pov_csv_cell {
    const char *text; /* terminated; well-formed UTF-8 without NUL */
    size_t length;
} pov_csv_cell;

typedef struct pov_csv_record {
    const pov_csv_cell *cell; /* valid until the next record is asked for */
    size_t count;             /* 1 or more: blank lines are no records */
    size_t line;              /* on which it starts, from 1; lines end with LF, CRLF or CR */
} pov_csv_record;

/*
 * Reads up to the header and finds the separator: a "sep=;" line before it says so, else
 * `separator` unless it is 0, else whichever of `,` `;` tab and `|` most lines of the file's start
 * hold equally often outside quotes.
 *
 * input        borrowed until pov_csv_close
 * header_line  lines before it are skipped; 0 and 1 are the first line
 * Errors       those of the input and its encoding (loader.h); the place lacks only the file
 */
pov_status pov_csv_open(pov_csv_reader **out, const pov_input *input, const char *encoding,
                        size_t header_line, char separator, pov_error *err) POV_CHECK;

/*
 * The next record; its count is 0 at the end. After an error only close the reader.
 * Errors  POV_ERR_SYNTAX with line, and column where it is known: a stray or an open quote, a NUL
 *         byte, bytes that are not UTF-8, a record above the limits. POV_ERR_IO, POV_ERR_NOMEM.
 */
pov_status pov_csv_next(pov_csv_reader *reader, pov_csv_record *record, pov_error *err) POV_CHECK;

/* What the reader concluded about the text and the user should know, without a place; NULL:
 * nothing. Complete after the last record. */
const pov_error *pov_csv_note(pov_csv_reader *reader);

/* The separator, for messages. */
char pov_csv_separator(const pov_csv_reader *reader);

void pov_csv_close(pov_csv_reader *reader);

#endif
