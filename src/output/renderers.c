/*
 * The list of renderers.
 */
#include "output/render.h"

#include <string.h>
#include <strings.h>

const pov_renderer *const pov_renderers[] = {
    &pov_renderer_table,
    &pov_renderer_json,
    &pov_renderer_csv,
    &pov_renderer_csv_excel,
    &pov_renderer_markdown,
    &pov_renderer_html,
    &pov_renderer_lines,
    &pov_renderer_svg,
    &pov_renderer_png,
    &pov_renderer_xlsx,
    NULL,
};

const pov_renderer *pov_renderer_by_name(const char *name)
{
    for (size_t i = 0; pov_renderers[i] != NULL; i++) {
        if (strcmp(pov_renderers[i]->name, name) == 0) {
            return pov_renderers[i];
        }
    }
    return NULL;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);

    return length >= tail && strcasecmp(path + length - tail, ending) == 0;
}

const pov_renderer *pov_renderer_by_path(const char *path)
{
    for (size_t i = 0; pov_renderers[i] != NULL; i++) {
        const char *ending = pov_renderers[i]->extension;
        if (ending != NULL && ends_with(path, ending)) {
            return pov_renderers[i];
        }
    }
    return NULL;
}

/* For the endings that people ask for and no renderer has. */
static const char *hint_for(const char *path)
{
    static const char *const documents[] = {".docx", ".doc", ".odt", ".rtf"};
    static const char *const pictures[] = {".jpg", ".jpeg", ".gif", ".webp", ".emf"};

    for (size_t i = 0; i < POV_LENGTH(documents); i++) {
        if (ends_with(path, documents[i])) {
            return POV_TEXT("for Word: -o plan.md, then pandoc -o plan.docx plan.md");
        }
    }
    for (size_t i = 0; i < POV_LENGTH(pictures); i++) {
        if (ends_with(path, pictures[i])) {
            return POV_TEXT("pictures are .svg or .png");
        }
    }
    if (ends_with(path, ".pdf")) {
        return POV_TEXT("write a page, -o plan.html, and print that to PDF in a browser");
    }
    return ends_with(path, ".xls") || ends_with(path, ".ods") ? POV_TEXT("workbooks are .xlsx")
                                                              : NULL;
}

pov_status pov_renderer_refuse(const char *option, const char *path, pov_error *err)
{
    const char *hint = hint_for(path);
    pov_buffer endings = {0};

    (void)pov_fail(err, POV_ERR_USAGE, "--%s: the ending of \"%s\" names no format", option, path);
    for (size_t i = 0; pov_renderers[i] != NULL; i++) {
        if (pov_renderers[i]->extension != NULL) {
            pov_buffer_format(&endings, "%s%s", endings.length > 0 ? ", " : "",
                              pov_renderers[i]->extension);
        }
    }
    if (hint != NULL) {
        pov_error_hint(err, "%s", pov_translate(hint));
    } else {
        pov_error_hint(err, "endings are %s; or add --format", pov_buffer_get(&endings));
    }
    pov_buffer_fini(&endings);
    return POV_ERR_USAGE;
}

static pov_status check_all(const pov_report *report, size_t count, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        status = pov_report_check(&report[i], err);
    }
    return status;
}

/* Checked before, since a column for which memory was short has no name, and after, since cells are
 * written while they are drawn. */
pov_status pov_render_reports(const pov_renderer *renderer, const pov_report *report, size_t count,
                              const pov_render_options *options, FILE *to, pov_error *err)
{
    pov_status status = check_all(report, count, err);

    if (status == POV_OK && renderer->render_all != NULL) {
        status = renderer->render_all(report, count, options, to, err);
    }
    for (size_t i = 0; i < count && status == POV_OK && renderer->render_all == NULL; i++) {
        if (i > 0) {
            (void)fputc('\n', to);
        }
        status = renderer->render(&report[i], options, to, err);
    }
    return status == POV_OK ? check_all(report, count, err) : status;
}
