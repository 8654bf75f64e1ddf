/*
 * Excel workbooks, through libxlsxwriter.
 *
 * That library takes memory for granted, says on standard error what went wrong, and does not look
 * whether its temporary files could be written. So it works in a process of its own, on a file of
 * its own: when that process dies, or any call in it failed for want of memory or room, nothing of
 * the file is used.
 */
#include "output/render.h"

#include <stdio.h>

#ifndef POV_XLSX_LIBRARY

static pov_status render_all(const pov_report *reports, size_t count,
                             const pov_render_options *options, FILE *to, pov_error *err)
{
    (void)reports;
    (void)count;
    (void)options;
    (void)to;
    (void)pov_fail(err, POV_ERR_USAGE, "this program was built without libxlsxwriter");
    pov_error_hint(err, "--format csv is read by every spreadsheet");
    return POV_ERR_USAGE;
}

#else

#include "output/office/office.h"
#include "output/office/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* How the process ends, besides with 0 and with an errno. */
enum { NO_LIBRARY = 254, LIBRARY_FAILED = 255 };

static const char *reason_of(int code, char *reason, size_t size)
{
    return strerror_r(code, reason, size) == 0 ? reason : "";
}

/* ---- in the process that makes the workbook ---- */

/* errno is set by the first call that fails, and no other call puts it back to 0. */
static bool tells_of_loss(int code)
{
    return code == ENOMEM || code == ENOSPC || code == EDQUOT || code == EFBIG || code == EIO;
}

static int make(const pov_report *reports, size_t count, const pov_render_options *options,
                const char *path)
{
    pov_xlsx_library library;
    int quiet = open("/dev/null", O_WRONLY);

    if (quiet >= 0) {
        (void)dup2(quiet, STDERR_FILENO); /* the parent says it, in one way and one language */
    }
    const struct rlimit no_core = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &no_core);
    errno = 0;
    if (!pov_xlsx_library_load(&library)) {
        return errno == ENOMEM ? ENOMEM : NO_LIBRARY;
    }
    errno = 0;
    bool good = pov_xlsx_write(&library, reports, count, options, path);
    if (tells_of_loss(errno)) {
        return errno;
    }
    return good ? 0 : LIBRARY_FAILED;
}

/* ---- in the program ---- */

static pov_status fail_for(int code, pov_error *err)
{
    char reason[128];

    if (code == ENOMEM) {
        return pov_no_memory(err);
    }
    if (code == NO_LIBRARY) {
        const char *version = strrchr(POV_XLSX_LIBRARY, '.') + 1;
        (void)pov_fail(err, POV_ERR_IO, "an Excel workbook takes %s, which is not installed",
                       POV_XLSX_LIBRARY);
        pov_error_hint(err,
                       "Debian and Ubuntu have it in libxlsxwriter%s; --format csv needs nothing",
                       version);
        return POV_ERR_IO;
    }
    return code == LIBRARY_FAILED
               ? pov_fail(err, POV_ERR_IO, "libxlsxwriter could not write the workbook")
               : pov_fail(err, POV_ERR_IO, "cannot write the workbook: %s",
                          reason_of(code, reason, sizeof reason));
}

static pov_status wait_for(pid_t child, pov_error *err)
{
    int ended = 0;

    while (waitpid(child, &ended, 0) < 0) {
        if (errno != EINTR) {
            return fail_for(errno, err);
        }
    }
    if (WIFSIGNALED(ended)) {
        return pov_fail(err, POV_ERR_IO,
                        "libxlsxwriter failed while it wrote the workbook (signal %d); did memory "
                        "or room run out?",
                        WTERMSIG(ended));
    }
    return WEXITSTATUS(ended) == 0 ? POV_OK : fail_for(WEXITSTATUS(ended), err);
}

static pov_status make_apart(const pov_report *reports, size_t count,
                             const pov_render_options *options, const char *path, pov_error *err)
{
    pid_t child = fork();

    if (child == 0) {
        _exit(make(reports, count, options, path));
    }
    return child > 0 ? wait_for(child, err) : fail_for(errno, err);
}

static pov_status copy(int from, FILE *to, pov_error *err)
{
    pov_buffer piece = {0};
    char bytes[16384];
    ssize_t length = 0;
    pov_status status = POV_OK;

    do {
        length = read(from, bytes, sizeof bytes);
        if (length > 0) {
            pov_buffer_add(&piece, bytes, (size_t)length);
            status = pov_render_flush(to, &piece, err);
        } else if (length < 0 && errno != EINTR) {
            status = fail_for(errno, err);
        }
    } while (length != 0 && status == POV_OK);
    pov_buffer_fini(&piece);
    return status;
}

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
    char *path = NULL;
    pov_status status = check_request(reports, count, to, err);

    if (status != POV_OK) {
        return status;
    }
    int made = pov_temporary_open(&path);
    if (made < 0) {
        return fail_for(errno, err);
    }
    status = make_apart(reports, count, options, path, err);
    (void)unlink(path);
    free(path);
    if (status == POV_OK) {
        status = copy(made, to, err);
    }
    (void)close(made);
    return status;
}

#endif

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    return render_all(report, 1, options, to, err);
}

const pov_renderer pov_renderer_xlsx = {
    .name = "xlsx",
    .extension = ".xlsx",
    .findings = true,
    .spelled_out = true,
    .render = render,
    .render_all = render_all,
};
