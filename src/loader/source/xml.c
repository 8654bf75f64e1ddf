#include "loader/source/xml.h"

#include "base/text.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_SIZE 32768

#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9 /* which gave up the old names */
#define XML_GetCurrentByteIndex XML_GetCurrentByteIndex64
#define XML_GetCurrentByteCount (int64_t)XML_GetCurrentByteCount64
#endif

struct pov_xml {
    XML_Parser parser;
    pov_zip_part part;
    const pov_xml_handler *handler;
    void *context;
    size_t at, length;       /* of `chunk`: what is before `at` has been read */
    XML_Index fed;           /* bytes that the parser got */
    unsigned char kind[256]; /* of bytes */
    bool between;  /* all of them are read, and what comes now is no part of a tag or text */
    bool skimming; /* the handlers are called without the parser */
    bool stopped;  /* the parser has to go on first */
    bool paused, finished; /* finished: the parser knows that the part has ended */
    pov_error failed;
    char chunk[CHUNK_SIZE + 1]; /* what was unpacked, terminated */
};

static const char *local(const char *name)
{
    const char *at = name;

    while (*at != ':' && *at != '\0') { /* names are too short for strchr to pay */
        at++;
    }
    return *at == ':' ? at + 1 : name;
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
    for (; pov_is_digit(*at) && number <= most; at++) {
        number = 10 * number + (size_t)(*at - '0');
    }
    return number < most ? number : most;
}

static void look_where(pov_xml *xml)
{
    xml->between =
        !xml->skimming && xml->handler->piece != NULL &&
        XML_GetCurrentByteIndex(xml->parser) + XML_GetCurrentByteCount(xml->parser) == xml->fed;
}

static void on_start(void *context, const char *name, const char **attributes)
{
    pov_xml *xml = context;

    if (xml->failed.code != POV_OK) {
        return;
    }
    look_where(xml);
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

    look_where(xml);
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

/* Bytes of names, and of text that says itself: no entity, no end of a line or of CDATA, ASCII. */
enum { IN_NAME = 1, IN_TEXT = 2 };

static void know_bytes(pov_xml *xml)
{
    for (int byte = ' '; byte <= '~'; byte++) {
        const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        const bool name = letter || (byte >= '-' && byte <= ':' && byte != '/');
        xml->kind[byte] =
            (unsigned char)((name ? IN_NAME : 0) | (strchr("<&\"]", byte) == NULL ? IN_TEXT : 0));
    }
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
    know_bytes(xml);
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
    if (!xml->skimming) {
        xml->stopped = true;
        (void)XML_StopParser(xml->parser, XML_TRUE);
    }
}

pov_error *pov_xml_refuse(pov_xml *xml)
{
    if (!xml->skimming) {
        (void)XML_StopParser(xml->parser, XML_FALSE);
    }
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

/* ---- what needs no parser ---- */

/* Digits, "." and "-" begin none. */
static bool begins_name(const pov_xml *xml, const char *at)
{
    return *at > '9' && (xml->kind[(unsigned char)*at] & IN_NAME) != 0;
}

static char *after(const pov_xml *xml, char *at, unsigned kind)
{
    while ((xml->kind[(unsigned char)*at] & kind) != 0) {
        at++;
    }
    return at;
}

enum { ATTRIBUTES_MAX = 16, DEPTH_MAX = 8 };

/* Reads the attributes of a tag, and where they are to be given terminates them; NULL: in doubt. */
static char *skim_attributes(const pov_xml *xml, char *at, const char **attributes, bool give)
{
    size_t count = 0;

    for (; *at == ' '; at++, count++) {
        char *name = at + 1, *end = after(xml, name, IN_NAME), *value = end + 2;
        if (!begins_name(xml, name) || end[0] != '=' || end[1] != '"' || count == ATTRIBUTES_MAX) {
            return NULL;
        }
        at = after(xml, value, IN_TEXT);
        if (*at != '"') {
            return NULL;
        }
        for (size_t i = 0; i < count && !give; i++) { /* none comes twice */
            const char *other = attributes[2 * i];
            if (strncmp(other, name, (size_t)(end + 1 - name)) == 0) {
                return NULL;
            }
        }
        *end = give ? '\0' : '=';
        *at = give ? '\0' : '"';
        attributes[2 * count] = name;
        attributes[2 * count + 1] = value;
    }
    attributes[2 * count] = NULL;
    return at;
}

/*
 * Goes through one element and all that is in it, first to see that it is simple, then to give it
 * to the handlers: its names and values are terminated where they are. Returns its end; NULL: in
 * doubt.
 */
static char *skim(pov_xml *xml, char *at, bool give)
{
    const char *attributes[2 * ATTRIBUTES_MAX + 1], *open[DEPTH_MAX];
    size_t size[DEPTH_MAX], depth = 0;

    do {
        const char *text = at;
        at = after(xml, at, IN_TEXT);
        if (*at != '<' || (depth == 0 && at > text)) {
            return NULL;
        }
        if (give && at > text && xml->handler->text != NULL) {
            on_text(xml, text, (int)(at - text));
        }
        const bool closes = at[1] == '/';
        char *name = at + 1 + closes, *end = after(xml, name, IN_NAME);
        const size_t length = (size_t)(end - name);
        if (closes) {
            if (depth == 0 || length != size[depth - 1] || *end != '>' ||
                memcmp(name, open[depth - 1], length) != 0) {
                return NULL;
            }
            depth--;
            at = end + 1;
        } else {
            at = begins_name(xml, name) ? skim_attributes(xml, end, attributes, give) : NULL;
            if (at == NULL || depth == DEPTH_MAX ||
                (*at != '>' && (at[0] != '/' || at[1] != '>'))) {
                return NULL;
            }
            open[depth] = name;
            size[depth] = length;
            depth += *at == '>';
            at += *at == '>' ? 1 : 2;
        }
        if (give) {
            const bool empty = !closes && at[-2] == '/';
            *end = '\0';
            if (!closes) {
                on_start(xml, name, attributes);
            }
            if (closes || empty) {
                on_end(xml, name);
            }
        }
    } while (depth > 0);
    return at;
}

/* ---- reading ---- */

/* Unpacks more, after what is not yet read. */
static pov_status fill(pov_xml *xml, pov_error *err)
{
    size_t length = 0;

    memmove(xml->chunk, xml->chunk + xml->at, xml->length - xml->at);
    xml->length -= xml->at;
    xml->at = 0;
    pov_status status = pov_zip_part_read(&xml->part, xml->chunk + xml->length,
                                          CHUNK_SIZE - xml->length, &length, err);
    xml->length += length;
    xml->chunk[xml->length] = '\0';
    return status;
}

/* The end of the next piece; NULL: more has to be unpacked first. */
static char *next_piece(pov_xml *xml)
{
    const char *piece = xml->handler->piece;
    char *start = xml->chunk + xml->at;
    char *end = piece != NULL ? strstr(start, piece) : NULL;

    if (end != NULL) {
        return end + strlen(piece);
    }
    const bool more = !xml->part.ended && xml->length - xml->at < CHUNK_SIZE &&
                      (piece != NULL || xml->length == xml->at);
    return more ? NULL : xml->chunk + xml->length;
}

static enum XML_Status read_piece(pov_xml *xml, char *end)
{
    char *start = xml->chunk + xml->at;

    xml->at = (size_t)(end - xml->chunk);
    if (xml->between && skim(xml, start, false) == end) {
        xml->skimming = true;
        (void)skim(xml, start, true);
        xml->skimming = false;
        xml->between = true;
        return XML_STATUS_OK;
    }
    xml->finished = xml->part.ended && xml->at == xml->length;
    xml->between = false;
    xml->fed += end - start;
    return XML_Parse(xml->parser, start, (int)(end - start), xml->finished);
}

pov_status pov_xml_run(pov_xml *xml, bool *ended, pov_error *err)
{
    enum XML_Status done = XML_STATUS_OK;
    pov_status status = POV_OK;

    xml->paused = false;
    if (xml->stopped) {
        xml->stopped = false;
        done = XML_ResumeParser(xml->parser);
    }
    while (done == XML_STATUS_OK && !xml->paused && !xml->finished && status == POV_OK &&
           xml->failed.code == POV_OK) {
        char *end = next_piece(xml);
        if (end == NULL) {
            status = fill(xml, err);
        } else {
            done = read_piece(xml, end);
        }
    }
    *ended = done == XML_STATUS_OK && !xml->paused && xml->finished;
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
