/*
 * Decoding: whatever bytes come in, UTF-8 goes out, without a byte-order mark.
 *
 * Looks at the first bytes of the input once: files that are no text are refused there, with the
 * way to turn them into text, and a byte-order mark decides the encoding. Without mark and name the
 * bytes pass unchanged.
 */
#ifndef POVCALC_LOADER_SOURCE_ENCODING_H
#define POVCALC_LOADER_SOURCE_ENCODING_H

#include "base/memory.h"
#include "loader/source/input.h"

#include <iconv.h>

typedef struct pov_decoder {
    const pov_input *input; /* borrowed */
    const char *encoding;   /* what is converted from; NULL: nothing is */
    iconv_t converter;
    char *raw; /* bytes that were read and not yet handed out */
    size_t raw_at, raw_length;
    bool started, open, at_start, ended, flushed;
} pov_decoder;

/* What files of Office before 2007 begin with, and those that a password encrypts. */
#define POV_OLD_OFFICE "\xD0\xCF\x11\xE0"

/* Refuses what is no table by its bytes: archives, pictures, web pages. Of old Office files all
 * bytes are looked at. Errors:
 * POV_ERR_SYNTAX with the way on. */
pov_status pov_refuse_no_text(const char *bytes, size_t length, pov_error *err) POV_CHECK;

/* The encoding by the mark at the start of a text, or by its NUL bytes; NULL: they do not say. */
const char *pov_start_encoding(const char *bytes, size_t length);

/* `encoding` is iconv's name for an input without mark; NULL is UTF-8. */
void pov_decoder_init(pov_decoder *decoder, const pov_input *input, const char *encoding);

/*
 * Fills `buffer` with up to `size` bytes (16 or more) of UTF-8; *length is 0 at the end. UTF-8
 * input is not checked here, but in the cells, where its place is known.
 * Errors  POV_ERR_IO, POV_ERR_NOMEM, POV_ERR_USAGE (an unknown encoding), POV_ERR_SYNTAX (no text,
 *         or bytes that the encoding does not have). All text before such bytes has been handed out
 *         by then, so that the caller knows the line.
 */
pov_status pov_decoder_read(pov_decoder *decoder, char *buffer, size_t size, size_t *length,
                            pov_error *err) POV_CHECK;
void pov_decoder_fini(pov_decoder *decoder);

/* Appends the bytes of an encoding as UTF-8; false where it has no such bytes, or is not there. */
bool pov_decode_bytes(const char *encoding, const pov_buffer *bytes, pov_buffer *out);

#endif
