#include "loader/source/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_SIZE 32768

struct pov_xml {
    XML_Parser parser;
    pov_zip_part part;
    const pov_xml_handler *handler;
    void *context;
    bool paused, ended;
    pov_error failed;
};

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon != NULL ? colon + 1 : name;
}

const char *pov_xml_get(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2) {
        if (strcmp(attributes[0], name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

bool pov_xml_is_set(const char **attributes, const char *name)
{
    const char *value = pov_xml_get(attributes, name);

    return value != NULL && (*value == '1' || *value == 't' || strcmp(value, "on") == 0);
}

size_t pov_xml_number(const char **attributes, const char *name, size_t otherwise, size_t most)
{
    const char *at = pov_xml_get(attributes, name);
    size_t number = 0;

    if (at == NULL || *at < '0' || *at > '9') {
        return otherwise;
    }
    for (; *at >= '0' && *at <= '9' && number <= most; at++) {
        number = 10 * number + (size_t)(*at - '0');
    }
    return number < most ? number : most;
}

static void on_start(void *context, const char *name, const char **attributes)
{
    pov_xml *xml = context;

    if (xml->failed.code != POV_OK) {
        return;
    }
    for (const char **a = attributes; *a != NULL; a += 2) {
        *a = local(*a);
    }
    if (xml->handler->start != NULL) {
        xml->handler->start(xml->context, xml, local(name), attributes);
    }
}

static void on_end(void *context, const char *name)
{
    pov_xml *xml = context;

    if (xml->failed.code == POV_OK && xml->handler->end != NULL) {
        xml->handler->end(xml->context, xml, local(name));
    }
}

static void on_text(void *context, const char *bytes, int length)
{
    pov_xml *xml = context;

    if (xml->failed.code == POV_OK) {
        xml->handler->text(xml->context, bytes, (size_t)length);
    }
}

static void on_type(void *context, const char *name, const char *system, const char *public_name,
                    int subset)
{
    (void)name;
    (void)system;
    (void)public_name;
    (void)subset;
    (void)pov_refuse_damaged(pov_xml_refuse(context),
                             POV_TEXT("XML with a document type, which no such file has"));
}

pov_status pov_xml_open(pov_xml **out, const pov_zip *zip, const pov_zip_entry *entry,
                        const pov_xml_handler *handler, void *context, pov_error *err)
{
    /* this program's, so that tests can make them fail */
    static const XML_Memory_Handling_Suite memory = {malloc, realloc, free};
    pov_xml *xml = calloc(1, sizeof *xml);

    if (xml == NULL) {
        return pov_no_memory(err);
    }
    xml->handler = handler;
    xml->context = context;
    xml->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    pov_status status =
        xml->parser != NULL ? pov_zip_part_open(&xml->part, zip, entry, err) : pov_no_memory(err);
    if (status != POV_OK) {
        pov_xml_close(xml);
        return status;
    }
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_type);
    if (handler->text != NULL) {
        XML_SetCharacterDataHandler(xml->parser, on_text);
    }
    *out = xml;
    return POV_OK;
}

void pov_xml_close(pov_xml *xml)
{
    if (xml == NULL) {
        return;
    }
    if (xml->parser != NULL) {
        XML_ParserFree(xml->parser);
    }
    pov_zip_part_close(&xml->part);
    free(xml);
}

void pov_xml_pause(pov_xml *xml)
{
    xml->paused = true;
    (void)XML_StopParser(xml->parser, XML_TRUE);
}

pov_error *pov_xml_refuse(pov_xml *xml)
{
    (void)XML_StopParser(xml->parser, XML_FALSE);
    return &xml->failed;
}

static pov_status fail(const pov_xml *xml, pov_error *err)
{
    const enum XML_Error why = XML_GetErrorCode(xml->parser);

    if (xml->failed.code != POV_OK) {
        if (err != NULL && err->code == POV_OK) {
            *err = xml->failed;
        }
        return xml->failed.code;
    }
    return why == XML_ERROR_NO_MEMORY ? pov_no_memory(err)
                                      : pov_refuse_damaged(err, POV_TEXT("its XML cannot be read"));
}

pov_status pov_xml_run(pov_xml *xml, bool *ended, pov_error *err)
{
    enum XML_Status done = XML_STATUS_OK;
    pov_status status = POV_OK;

    if (xml->paused) {
        xml->paused = false;
        done = XML_ResumeParser(xml->parser);
    }
    while (done == XML_STATUS_OK && !xml->ended && status == POV_OK) {
        size_t length = 0;
        void *buffer = XML_GetBuffer(xml->parser, CHUNK_SIZE);
        if (buffer == NULL) {
            return pov_no_memory(err);
        }
        status = pov_zip_part_read(&xml->part, buffer, CHUNK_SIZE, &length, err);
        xml->ended = xml->part.ended;
        if (status == POV_OK) {
            done = XML_ParseBuffer(xml->parser, (int)length, xml->ended);
        }
    }
    *ended = done == XML_STATUS_OK && xml->ended;
    if (status == POV_OK && (done == XML_STATUS_ERROR || xml->failed.code != POV_OK)) {
        status = fail(xml, err);
    }
    return status;
}

pov_status pov_xml_read(const pov_zip *zip, const pov_zip_entry *entry,
                        const pov_xml_handler *handler, void *context, pov_error *err)
{
    pov_xml *xml = NULL;
    pov_status status = pov_xml_open(&xml, zip, entry, handler, context, err);
    bool ended = false;

    while (status == POV_OK && !ended) {
        status = pov_xml_run(xml, &ended, err);
    }
    pov_xml_close(xml);
    return status;
}
