/*
 * The parts of an Office Open XML file and how they refer to one another.
 */
#ifndef POVCALC_LOADER_SOURCE_RELATIONS_H
#define POVCALC_LOADER_SOURCE_RELATIONS_H

#include "loader/source/zip.h"

typedef struct pov_relation {
    const char *id;
    const char *type;   /* the last word of its address: "worksheet" */
    const char *target; /* the name of a part, from the archive's top */
} pov_relation;

/* Start from zeroes. */
typedef struct pov_relations {
    pov_relation *item;
    size_t count, capacity;
    pov_arena arena;
    const char *of; /* the part */
} pov_relations;

/* What a part refers to; "" is the file as a whole. None where nothing says so. */
pov_status pov_relations_read(pov_relations *relations, const pov_zip *zip, const char *part,
                              pov_error *err) POV_CHECK;
/* The first of a type, or the one of an id; or NULL. */
const pov_relation *pov_relations_of_type(const pov_relations *relations, const char *type);
const pov_relation *pov_relations_of_id(const pov_relations *relations, const char *id);
void pov_relations_fini(pov_relations *relations);

/*
 * The part that a file is about and the name of its first element ("workbook", "document"); the
 * name is "" where there is no such part.
 */
pov_status pov_find_main_part(const pov_zip *zip, const pov_zip_entry **main, char name[32],
                              pov_error *err) POV_CHECK;

#endif
