/*
 * Runs a fuzz target on files, for compilers that have no fuzzer: fuzz_x FILE…
 * So what the fuzzer once found, kept in tests/fuzz/corpus, stays part of the ordinary tests.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LARGEST ((size_t)1 << 24)

static int run_file(const char *path, uint8_t *buffer)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    size_t size = fread(buffer, 1, LARGEST, file);
    int failed = ferror(file);
    fclose(file);
    return failed != 0 || LLVMFuzzerTestOneInput(buffer, size) != 0;
}

int main(int argc, char **argv)
{
    uint8_t *buffer = malloc(LARGEST);
    if (buffer == NULL) {
        return 1;
    }
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        failed += run_file(argv[i], buffer);
    }
    free(buffer);
    printf("%d passed, %d failed\n", argc - 1 - failed, failed);
    return failed != 0;
}
