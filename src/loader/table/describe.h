/*
 * The reading of a table in words: for `povcalc tables`.
 */
#ifndef POVCALC_LOADER_TABLE_DESCRIBE_H
#define POVCALC_LOADER_TABLE_DESCRIBE_H

#include "loader/table/item.h"

/* Appends one line: where the table is, its title, what it holds. */
void pov_table_list(const pov_reading_table *table, size_t number, bool readable, pov_buffer *out);
/* Appends all that was concluded. */
void pov_table_describe(const pov_reading_table *table, pov_buffer *out);
/* A group as --group takes it, in English; in Vietnamese, which it takes too, as people call it. */
const char *pov_group_in_words(const char *group);

#endif
