#include "cli/version.h"

#include "base/version.h"

#include <cjson/cJSON.h>
#include <csv.h>
#include <utf8proc.h>

void pov_print_version(FILE *to)
{
    (void)fprintf(to, "povcalc %s\n", POV_VERSION);
    (void)fprintf(to, "libcsv %d.%d.%d\n", CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
    (void)fprintf(to, "cJSON %s\n", cJSON_Version());
    (void)fprintf(to, "libutf8proc %s\n", utf8proc_version());
}
