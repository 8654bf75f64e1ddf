/*
 * libcsv alone: what it costs to split a file into cells and to do nothing with them. The limit
 * for any reader that leaves all parsing to it.
 *
 *     parse_libcsv FILE THREADS
 *
 * Each thread takes its part of the file, from line to line: for files without line breaks in
 * cells.
 */
#include <csv.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)64 * 1024)

typedef struct part {
    const char *path;
    long long from, to;
    size_t cells, rows;
    int failed;
    char space[128]; /* away from the next thread's counters */
} part;

static void count_cell(void *text, size_t length, void *context)
{
    part *p = context;
    (void)text;
    (void)length;
    p->cells++;
}

static void count_row(int end, void *context)
{
    part *p = context;
    (void)end;
    p->rows++;
}

static void *parse(void *context)
{
    part *p = context;
    struct csv_parser parser;
    char *chunk = malloc(CHUNK);
    int file = open(p->path, O_RDONLY);

    p->failed = chunk == NULL || file < 0 || csv_init(&parser, 0) != 0;
    while (!p->failed && p->from < p->to) {
        size_t want = p->to - p->from < (long long)CHUNK ? (size_t)(p->to - p->from) : CHUNK;
        long got = pread(file, chunk, want, (off_t)p->from);
        p->failed = got <= 0 ||
                    csv_parse(&parser, chunk, (size_t)got, count_cell, count_row, p) != (size_t)got;
        p->from += got;
    }
    free(chunk);
    return NULL;
}

/* Behind the first line end from `at` on. */
static long long next_line(int file, long long at, long long size)
{
    char c = '\0';

    while (at > 0 && at < size && c != '\n' && pread(file, &c, 1, (off_t)at) == 1) {
        at++;
    }
    return at;
}

int main(int argc, char **argv)
{
    int threads = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 1;
    int file = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    struct stat found;
    part parts[16];
    pthread_t thread[16];

    if (file < 0 || fstat(file, &found) != 0 || threads < 1 || threads > 16) {
        return 2;
    }
    memset(parts, 0, sizeof parts);
    for (int i = 0; i < threads; i++) {
        parts[i].path = argv[1];
        parts[i].from = next_line(file, found.st_size / threads * i, found.st_size);
        parts[i].to = i + 1 == threads
                          ? found.st_size
                          : next_line(file, found.st_size / threads * (i + 1), found.st_size);
        if (pthread_create(&thread[i], NULL, parse, &parts[i]) != 0) {
            return 2;
        }
    }
    size_t cells = 0;
    for (int i = 0; i < threads; i++) {
        (void)pthread_join(thread[i], NULL);
        cells += parts[i].cells;
        if (parts[i].failed) {
            return 1;
        }
    }
    return printf("%zu cells\n", cells) < 0;
}
