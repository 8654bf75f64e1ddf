/*
 * Any bytes as a household file: the quick way and libcsv must count the same, or refuse the same.
 */
#include "loader/household_reader.h"
#include "loader/standard_loader.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct bytes {
    const uint8_t *data;
    size_t size, at;
} bytes;

/* What a run came to; sums, so that the order of households does not matter. */
typedef struct outcome {
    uint64_t households, cells;
    pov_status status;
    pov_error err;
} outcome;

static long read_bytes(void *context, char *buffer, size_t size)
{
    bytes *from = context;
    size_t rest = from->size - from->at;
    size_t part = rest < size ? rest : size;

    if (part > 0) {
        memcpy(buffer, from->data + from->at, part);
    }
    from->at += part;
    return (long)part;
}

static pov_status take(void *context, size_t thread, const pov_household *h, size_t count)
{
    outcome *out = context;

    (void)thread;
    out->households += count;
    for (size_t i = 0; i < count; i++) {
        out->cells += (uint64_t)h[i].income * 31 + h[i].lacks * 17U + h[i].members * 13U +
                      h[i].area * 7U + h[i].minority * 5U + h[i].deprived;
    }
    return POV_OK;
}

static outcome survey(const uint8_t *data, size_t size, const pov_standard *standard, bool plain,
                      bool skip)
{
    bytes from = {data, size, 0};
    const pov_input input = {"fuzz", read_bytes, &from};
    const pov_household_options options = {
        .by = POV_BY_LOWEST, .jobs = 1, .plain = plain, .skip_invalid = skip};
    pov_household_reader *reader = NULL;
    outcome out = {.err = POV_ERROR_INIT};

    if (pov_household_reader_new(&reader, standard, &options, take, &out, &out.err) != POV_OK) {
        abort();
    }
    out.status = pov_household_read(reader, &input, &out.err);
    pov_household_reader_free(reader);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pov_standard standard;

    if (pov_standard_load("vn-2022", &standard, NULL) != POV_OK) {
        abort();
    }
    for (int skip = 0; skip < 2; skip++) {
        outcome quick = survey(data, size, &standard, false, skip != 0);
        outcome plain = survey(data, size, &standard, true, skip != 0);
        if (quick.status != plain.status || quick.err.line != plain.err.line ||
            quick.err.column != plain.err.column ||
            strcmp(quick.err.message, plain.err.message) != 0) {
            abort(); /* one refuses what the other accepts, or another place */
        }
        if (quick.status == POV_OK &&
            (quick.households != plain.households || quick.cells != plain.cells)) {
            abort(); /* they read other figures */
        }
        if (quick.status != POV_OK && quick.err.message[0] == '\0') {
            abort(); /* refused without a word */
        }
    }
    pov_standard_fini(&standard);
    return 0;
}
