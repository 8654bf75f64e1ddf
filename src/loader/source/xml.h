/*
 * XML in a part of an archive. Names come without their prefix: which one a writer takes is his
 * choice. A document type is refused, since no such file has one and entities make a bomb of it.
 */
#ifndef POVCALC_LOADER_SOURCE_XML_H
#define POVCALC_LOADER_SOURCE_XML_H

#include "loader/source/zip.h"

typedef struct pov_xml pov_xml;

/* What a part is read with; each gets `context`. NULL: what is not of interest. */
typedef struct pov_xml_handler {
    void (*start)(void *context, pov_xml *xml, const char *name, const char **attributes);
    void (*end)(void *context, pov_xml *xml, const char *name);
    void (*text)(void *context, const char *bytes, size_t length);
    /* Ends most of the part's elements that come one after the other, "</row>": one that is simple
     * XML then needs no parser, which takes a half of the time of reading a sheet. */
    const char *piece;
} pov_xml_handler;

/* The value of an attribute, or NULL. */
const char *pov_xml_get(const char **attributes, const char *name);
/* Whether it is there and says yes. */
bool pov_xml_is_set(const char **attributes, const char *name);
/* A whole number that it says, up to `most`; `otherwise` where it says none. */
size_t pov_xml_number(const char **attributes, const char *name, size_t otherwise, size_t most);

/* Begins a part. Errors: those of pov_zip_part_open. */
pov_status pov_xml_open(pov_xml **out, const pov_zip *zip, const pov_zip_entry *entry,
                        const pov_xml_handler *handler, void *context, pov_error *err) POV_CHECK;
/* Goes on until a handler pauses or the part ends. Errors: POV_ERR_SYNTAX, POV_ERR_NOMEM, what a
 * handler refused. */
pov_status pov_xml_run(pov_xml *xml, bool *ended, pov_error *err) POV_CHECK;
void pov_xml_close(pov_xml *xml);

/* For handlers of an element's end: pov_xml_run returns. */
void pov_xml_pause(pov_xml *xml);
/* For all handlers: what is written here ends the reading. */
pov_error *pov_xml_refuse(pov_xml *xml);

/* A whole part at once. */
pov_status pov_xml_read(const pov_zip *zip, const pov_zip_entry *entry,
                        const pov_xml_handler *handler, void *context, pov_error *err) POV_CHECK;

#endif
