#include "loader/source/relations.h"

#include "loader/source/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "/xl/a.xml", "a.xml" and "../xl/a.xml" below "xl/" are all "xl/a.xml". */
static const char *resolve(pov_relations *r, const char *target)
{
    pov_buffer path = {0};
    const char *slash = strrchr(r->of, '/');

    if (*target != '/' && *target != '\\' && slash != NULL) {
        pov_buffer_add(&path, r->of, (size_t)(slash - r->of) + 1);
    }
    for (const char *from = target; *from != '\0';) {
        const size_t length = strcspn(from, "/\\");
        const bool up = length == 2 && memcmp(from, "..", 2) == 0;
        if (up && path.length > 0) {
            size_t end = path.length - 1;
            while (end > 0 && path.data[end - 1] != '/') {
                end--;
            }
            path.length = end;
            path.data[end] = '\0';
        } else if (length > 0 && !up && !(length == 1 && *from == '.')) {
            pov_buffer_add(&path, from, length);
            pov_buffer_text(&path, from[length] != '\0' ? "/" : "");
        }
        from += length + (from[length] != '\0');
    }
    const char *kept =
        path.failed ? NULL : pov_arena_text(&r->arena, pov_buffer_get(&path), path.length);
    pov_buffer_fini(&path);
    return kept;
}

static void take_relation(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    pov_relations *r = context;
    const char *id = pov_xml_get(attributes, "Id"), *type = pov_xml_get(attributes, "Type");
    const char *target = pov_xml_get(attributes, "Target");

    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL) {
        return;
    }
    const char *slash = strrchr(type, '/');
    type = slash != NULL ? slash + 1 : type;
    const pov_relation relation = {
        pov_arena_text(&r->arena, id, strlen(id)),
        pov_arena_text(&r->arena, type, strlen(type)),
        resolve(r, target),
    };
    if (relation.id == NULL || relation.type == NULL || relation.target == NULL ||
        pov_grow(&r->item, &r->capacity, r->count + 1, sizeof *r->item) != POV_OK) {
        (void)pov_no_memory(pov_xml_refuse(xml));
        return;
    }
    r->item[r->count++] = relation;
}

pov_status pov_relations_read(pov_relations *relations, const pov_zip *zip, const char *part,
                              pov_error *err)
{
    static const pov_xml_handler handler = {.start = take_relation};
    const char *slash = strrchr(part, '/');
    const size_t folder = slash != NULL ? (size_t)(slash - part) + 1 : 0;
    pov_buffer name = {0};

    relations->of = part;
    pov_buffer_add(&name, part, folder);
    pov_buffer_format(&name, "_rels/%s.rels", part + folder);
    if (name.failed) {
        pov_buffer_fini(&name);
        return pov_no_memory(err);
    }
    const pov_zip_entry *entry = pov_zip_find(zip, pov_buffer_get(&name));
    pov_buffer_fini(&name);
    return entry != NULL ? pov_xml_read(zip, entry, &handler, relations, err) : POV_OK;
}

const pov_relation *pov_relations_of_type(const pov_relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->count; i++) {
        if (strcmp(relations->item[i].type, type) == 0) {
            return &relations->item[i];
        }
    }
    return NULL;
}

const pov_relation *pov_relations_of_id(const pov_relations *relations, const char *id)
{
    for (size_t i = 0; i < relations->count && id != NULL; i++) {
        if (strcmp(relations->item[i].id, id) == 0) {
            return &relations->item[i];
        }
    }
    return NULL;
}

void pov_relations_fini(pov_relations *relations)
{
    free(relations->item);
    pov_arena_fini(&relations->arena);
    *relations = (pov_relations){0};
}

/* ---- the main part ---- */

static void take_root(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    (void)attributes;
    (void)snprintf(context, 32, "%s", name);
    pov_xml_refuse(xml)->code = POV_ERR_USAGE; /* no more of it is needed */
}

pov_status pov_find_main_part(const pov_zip *zip, const pov_zip_entry **main, char name[32],
                              pov_error *err)
{
    static const char *const usual[] = {"xl/workbook.xml", "word/document.xml", "content.xml"};
    static const pov_xml_handler handler = {.start = take_root};
    pov_relations relations = {0};
    pov_status status = pov_relations_read(&relations, zip, "", err);
    const pov_relation *said = pov_relations_of_type(&relations, "officeDocument");

    *main = said != NULL ? pov_zip_find(zip, said->target) : NULL;
    for (size_t i = 0; i < 3 && *main == NULL; i++) {
        *main = pov_zip_find(zip, usual[i]);
    }
    pov_relations_fini(&relations);
    *name = '\0';
    const size_t length = status == POV_OK && *main != NULL ? strlen((*main)->name) : 0;
    if (length > 4 && strcmp((*main)->name + length - 4, ".bin") == 0) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found %s",
                       pov_translate(POV_TEXT("a binary Excel workbook (.xlsb)")));
        pov_error_hint(err, "save it as .xlsx, or run: libreoffice --headless --convert-to xlsx "
                            "{FILE}");
        return POV_ERR_SYNTAX;
    }
    if (length > 0) {
        pov_error stopped = POV_ERROR_INIT;
        status = pov_xml_read(zip, *main, &handler, name, &stopped);
        if (stopped.code == POV_ERR_USAGE) { /* take_root has it, perhaps without a name */
            return POV_OK;
        }
        if (err != NULL && err->code == POV_OK) {
            *err = stopped;
        }
    }
    return status;
}
