/*
 * Excel workbooks: finds the module that writes them (see module.h) and lets it.
 *
 * It is looked for beside the program, as in the build folder, and where "make install" puts it:
 * always by a full path, so that no file of the same name in the working folder is ever run.
 */
#define _GNU_SOURCE /* dladdr */

#include "base/version.h"
#include "output/office/module.h"
#include "output/render.h"

#include <stdio.h>
#include <unistd.h>

#ifdef POV_XLSX_LINKED

static pov_status find_module(const pov_xlsx_module **module, pov_error *err)
{
    (void)err;
    *module = &pov_xlsx_writer;
    return POV_OK;
}

#else

static pov_status csv_needs_nothing(pov_error *err)
{
    pov_error_hint(err, "--format csv is read by every spreadsheet and needs nothing more");
    return err != NULL ? err->code : POV_ERR_USAGE;
}

#ifndef POV_XLSX_FOLDER

static pov_status find_module(const pov_xlsx_module **module, pov_error *err)
{
    (void)module;
    (void)pov_fail(err, POV_ERR_USAGE, "this program was built without libxlsxwriter");
    return csv_needs_nothing(err);
}

#else

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define MODULE "povcalc-xlsx.so"

/* Appends the folder of the program, or of the shared library that this is a part of, with its
 * slash; nothing where the system does not tell. */
static void add_own_folder(pov_buffer *path)
{
    static const char mark;
    Dl_info own = {0};
    const char *name = dladdr(&mark, &own) != 0 ? own.dli_fname : NULL;

    /* glibc knows the program itself only by what it was called with */
    char *full = realpath(name != NULL && name[0] == '/' ? name : "/proc/self/exe", NULL);
    if (full != NULL) {
        pov_buffer_add(path, full, (size_t)(strrchr(full, '/') - full) + 1);
    }
    free(full);
}

/* The first of the places that has the module; in `path`, which is empty when none has. */
static void find_file(pov_buffer *path)
{
    static const char *const places[] = {"", "povcalc/", "../" POV_XLSX_LIBDIR "/povcalc/"};
    pov_buffer own = {0};

    add_own_folder(&own);
    for (size_t i = 0; i < POV_LENGTH(places) && own.length > 0; i++) {
        pov_buffer_clear(path);
        pov_buffer_text(path, pov_buffer_get(&own));
        pov_buffer_text(path, places[i]);
        pov_buffer_text(path, MODULE);
        if (path->failed || own.failed || access(pov_buffer_get(path), R_OK) == 0) {
            break;
        }
        pov_buffer_clear(path);
    }
    pov_buffer_end(&own, &path->failed);
    if (path->length == 0 && access(POV_XLSX_FOLDER "/" MODULE, R_OK) == 0) {
        pov_buffer_text(path, POV_XLSX_FOLDER "/" MODULE);
    }
}

static pov_status not_installed(pov_error *err)
{
    (void)pov_fail(err, POV_ERR_IO, "an Excel workbook takes %s, which is not installed", MODULE);
    pov_error_hint(err, "the package povcalc-xlsx has it; --format csv needs nothing");
    return POV_ERR_IO;
}

/* It stays loaded: libxlsxwriter and what it brings may have registered functions for the end. */
static pov_status load(const char *path, const pov_xlsx_module **module, pov_error *err)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const pov_xlsx_module *found = handle != NULL ? dlsym(handle, "pov_xlsx_writer") : NULL;

    if (found == NULL) {
        const char *reason = dlerror();
        (void)pov_fail(err, POV_ERR_IO, "cannot load what writes Excel workbooks: %s",
                       reason != NULL ? reason : path);
        return csv_needs_nothing(err);
    }
    if (strcmp(found->version, POV_VERSION) != 0) {
        (void)pov_fail(err, POV_ERR_IO, "%s is of povcalc %s, this is %s", path, found->version,
                       POV_VERSION);
        return csv_needs_nothing(err);
    }
    *module = found;
    return POV_OK;
}

static pov_status find_module(const pov_xlsx_module **module, pov_error *err)
{
    pov_buffer path = {0};
    pov_status status = POV_OK;

    find_file(&path);
    if (path.failed) {
        status = pov_no_memory(err);
    } else if (path.length == 0) {
        status = not_installed(err);
    } else {
        status = load(pov_buffer_get(&path), module, err);
    }
    pov_buffer_fini(&path);
    return status;
}

#endif
#endif

static pov_status check_request(const pov_report *reports, size_t count, FILE *to, pov_error *err)
{
    if (isatty(fileno(to))) {
        (void)pov_fail(err, POV_ERR_USAGE, "a terminal cannot show an Excel workbook");
        pov_error_hint(err, "name a file: --output report.xlsx");
        return POV_ERR_USAGE;
    }
    size_t rows = 0, findings = 0;
    for (size_t i = 0; i < count; i++) {
        size_t of_report = reports[i].row_count + reports[i].total_count;
        rows = of_report > rows ? of_report : rows;
        findings += reports[i].finding_count;
    }
    if (rows > POV_XLSX_ROWS_MAX - 100 || findings > POV_XLSX_ROWS_MAX - 100) {
        (void)pov_fail(err, POV_ERR_RANGE, "a sheet of Excel holds no more than %d rows",
                       POV_XLSX_ROWS_MAX);
        pov_error_hint(err, "--unit, --level and --year pick rows; --format csv has no limit");
        return POV_ERR_RANGE;
    }
    return POV_OK;
}

static pov_status render_all(const pov_report *reports, size_t count,
                             const pov_render_options *options, FILE *to, pov_error *err)
{
    const pov_xlsx_module *module = NULL;
    pov_status status = check_request(reports, count, to, err);

    if (status == POV_OK) {
        status = find_module(&module, err);
    }
    return module != NULL ? module->write(reports, count, options, to, err) : status;
}

pov_status pov_xlsx_write_template(const pov_template_column *columns, size_t count,
                                   pov_language language, FILE *to, pov_error *err)
{
    const pov_xlsx_module *module = NULL;
    pov_status status = check_request(NULL, 0, to, err);

    if (status == POV_OK) {
        status = find_module(&module, err);
    }
    return module != NULL ? module->write_template(columns, count, language, to, err) : status;
}

const pov_renderer pov_renderer_xlsx = {
    .name = "xlsx",
    .extension = ".xlsx",
    .findings = true,
    .spelled_out = true,
    .render_all = render_all,
};
