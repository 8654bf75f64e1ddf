/*
 * base: errors, growing arrays, arena, buffer, map, text.
 */
#include "check.h"

#include "base/memory.h"
#include "base/name.h"
#include "base/text.h"

static void first_message_stays(void **state)
{
    (void)state;
    pov_error err = POV_ERROR_INIT;

    assert_int_equal(pov_fail(&err, POV_ERR_DATA, "first %d", 1), POV_ERR_DATA);
    assert_int_equal(pov_fail(&err, POV_ERR_IO, "second"), POV_ERR_IO);
    assert_string_equal(err.message, "first 1");
    assert_int_equal(err.code, POV_ERR_DATA);
    pov_error_hint(&err, "hint");
    pov_error_hint(&err, "another");
    assert_string_equal(err.hint, "hint");
    pov_error_place(&err, "a.csv", 3, 0, NULL);
    pov_error_place(&err, "b.csv", 9, 2, "poor");
    assert_string_equal(err.file, "a.csv");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 2);
    assert_string_equal(err.field, "poor");
    assert_int_equal(pov_fail(NULL, POV_ERR_NOMEM, "no one listens"), POV_ERR_NOMEM);
}

static void long_text_is_cut_between_characters(void **state)
{
    (void)state;
    pov_error err = POV_ERROR_INIT;
    char text[1001] = "";

    for (size_t i = 0; i < 500; i++) {
        memcpy(text + 2 * i, "\xC4\x90", 3); /* Đ */
    }
    (void)pov_fail(&err, POV_ERR_DATA, "x%s", text);
    assert_true(strlen(err.message) >= sizeof err.message - 3);
    assert_true(pov_text_is_utf8(err.message, strlen(err.message), NULL));
    pov_error_place(&err, text, 1, 1, text);
    assert_true(pov_text_is_utf8(err.file, strlen(err.file), NULL));
    assert_memory_equal(err.file, "...", 3);
    assert_true(pov_text_is_utf8(err.field, strlen(err.field), NULL));

    pov_error just = POV_ERROR_INIT; /* one more than there is room for */
    memset(text, 'a', sizeof just.field);
    text[sizeof just.field] = '\0';
    (void)pov_fail(&just, POV_ERR_DATA, "x");
    pov_error_place(&just, "f", 1, 1, text);
    assert_int_equal(strlen(just.field), sizeof just.field - 1);
}

/* A precision counts bytes: of "aĐĐ" it may take one and a half. A path is never repaired. */
static void a_precision_cuts_between_characters_too(void **state)
{
    (void)state;
    pov_error err = POV_ERROR_INIT, path = POV_ERROR_INIT;

    (void)pov_fail(&err, POV_ERR_DATA, "\"%.4s\" and \"%.2s\"", "a\xC4\x90\xC4\x90", "\xC4\x90");
    assert_string_equal(err.message, "\"a\xC4\x90\" and \"\xC4\x90\"");
    (void)pov_fail(&path, POV_ERR_IO, "cannot write %s", "caf\xE9.csv");
    assert_string_equal(path.message, "cannot write caf\xE9.csv");
}

static void every_code_has_a_text(void **state)
{
    (void)state;
    for (int code = POV_OK; code <= POV_ERR_NOMEM; code++) {
        assert_string_not_equal(pov_status_text((pov_status)code), "unknown error");
    }
}

static void problems_keep_the_first_errors_and_all_notes(void **state)
{
    (void)state;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error error = {.code = POV_ERR_DATA}, note = {.code = POV_OK};

    for (int i = 0; i < 30; i++) {
        assert_int_equal(pov_problems_add(&problems, &error), POV_OK);
        assert_int_equal(pov_problems_add(&problems, &note), POV_OK);
    }
    assert_int_equal(problems.errors, 30);
    assert_int_equal(problems.count, POV_PROBLEMS_KEPT + 30);
    pov_problems_fini(&problems);
}

static void growth_zeroes_and_refuses_overflow(void **state)
{
    (void)state;
    int *numbers = NULL;
    size_t capacity = 0;

    assert_int_equal(pov_grow(&numbers, &capacity, 5, sizeof *numbers), POV_OK);
    assert_true(capacity >= 5);
    for (size_t i = 0; i < capacity; i++) {
        assert_int_equal(numbers[i], 0);
    }
    size_t before = capacity;
    assert_int_equal(pov_grow(&numbers, &capacity, SIZE_MAX, sizeof *numbers), POV_ERR_NOMEM);
    assert_int_equal(pov_grow(&numbers, &capacity, SIZE_MAX / 4, sizeof *numbers), POV_ERR_NOMEM);
    assert_int_equal(capacity, before);
    free(numbers);
}

static void arena_pieces_do_not_overlap(void **state)
{
    (void)state;
    pov_arena arena = {0};
    char *piece[200];

    for (size_t i = 0; i < 200; i++) {
        size_t size = i * 37 + 1;
        piece[i] = pov_arena_alloc(&arena, size);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
        assert_int_equal(piece[i][size - 1], 0);
        memset(piece[i], (int)(i & 0x7F), size);
    }
    for (size_t i = 0; i < 200; i++) {
        assert_int_equal(piece[i][0], (char)(i & 0x7F));
        assert_int_equal(piece[i][i * 37], (char)(i & 0x7F));
    }
    assert_null(pov_arena_alloc(&arena, SIZE_MAX - 8));
    assert_string_equal(pov_arena_text(&arena, "Tuy Đức", 3), "Tuy");
    pov_arena_fini(&arena);
}

static void buffer_keeps_its_terminator(void **state)
{
    (void)state;
    pov_buffer buffer = {0};

    assert_string_equal(pov_buffer_get(&buffer), "");
    pov_buffer_text(&buffer, "a");
    pov_buffer_char(&buffer, 'b');
    pov_buffer_format(&buffer, "%d-%s", 12, "c");
    pov_buffer_add(&buffer, "xyz", 2);
    assert_string_equal(pov_buffer_get(&buffer), "ab12-cxy");
    assert_int_equal(buffer.length, 8);
    pov_buffer_clear(&buffer);
    assert_string_equal(pov_buffer_get(&buffer), "");
    pov_buffer_fini(&buffer);
}

static void map_finds_what_was_put(void **state)
{
    (void)state;
    pov_map map = {0};
    size_t keys[1000];

    assert_true(pov_map_get(&map, "x", 1) == POV_NONE);
    for (size_t i = 0; i < 1000; i++) {
        keys[i] = i * i;
        assert_int_equal(pov_map_put(&map, &keys[i], sizeof keys[i], i), POV_OK);
    }
    assert_int_equal(pov_map_put(&map, &keys[7], sizeof keys[7], 70), POV_OK);
    assert_int_equal(map.count, 1000);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(pov_map_get(&map, &keys[i], sizeof keys[i]), i == 7 ? 70 : i);
    }
    size_t absent = 1000 * 1000;
    assert_true(pov_map_get(&map, &absent, sizeof absent) == POV_NONE);
    pov_map_fini(&map);
}

/* What CPython 3.11, whose bytes are hashed by SipHash-1-3, gives with PYTHONHASHSEED=0. */
static void hashes_are_siphash(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t hash;
    } known[] = {
        {"abc", INT64_C(-4594863902769663758)},
        {"12345678", INT64_C(3785724242978802311)},
        {"Dak Nong, Viet Nam", INT64_C(-576630267391175777)},
    };
    const pov_hash_seed none = {{0, 0}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        uint64_t hash = pov_hash(none, known[i].text, strlen(known[i].text));
        assert_true(hash == (uint64_t)known[i].hash);
    }
    /* and which names collide is not known before */
    pov_hash_seed a = pov_hash_seed_new(&none), b = pov_hash_seed_new(&a);
    assert_true(pov_hash(a, "abc", 3) != pov_hash(b, "abc", 3));
}

static void utf8_is_told_from_other_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        size_t length, bad;
    } cases[] = {
        {"empty", "", 0, 0},
        {"ascii", "abc", 3, 3},
        {"vietnamese", "Đắk R’Lấp", 15, 15},
        {"nul", "a\0b", 3, 1},
        {"lone continuation", "a\x80", 2, 1},
        {"cut sequence", "\xC4", 1, 0},
        {"overlong", "\xC0\xAF", 2, 0},
        {"surrogate", "\xED\xA0\x80", 3, 0},
        {"windows-1258", "Tuy \xD0\xFE", 6, 4},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t bad = 99;
        bool good = pov_text_is_utf8(cases[i].text, cases[i].length, &bad);
        CHECK_NUMBER(cases[i].name, (int64_t)bad, (int64_t)cases[i].bad);
        CHECK(cases[i].name, good == (cases[i].bad == cases[i].length));
    }
}

static void names_are_folded(void **state)
{
    (void)state;
    static const struct {
        const char *name, *a, *b;
        bool same;
    } cases[] = {
        {"case", "TUY ĐỨC", "tuy đức", true},
        {"apostrophe", "Đắk R’Lấp", "đắk r'lấp", true},
        {"spaces", "  Gia \xC2\xA0 Nghĩa\n", "gia nghĩa", true},
        /* ă + acute as two code points (NFD) against one (NFC) */
        {"normal form", "Đa\xCC\x86\xCC\x81k", "Đắk", true},
        {"soft hyphen", "Đắk\xC2\xAD Nông", "đắk nông", true},
        {"dashes", "a–b—c―d−e‐f", "a-b-c-d-e-f", true}, /* U+2013, 14, 15, 2212, 10 */
        {"no dash", "a‖b", "a-b", false},               /* U+2016 */
        {"no text", "a\xFF", "A\xFF", false},           /* stays as it is */
        {"no text", "a\xFF", "a", false},
        {"another tone", "Đắk", "Đăk", false},
        {"another letter", "Cư Jút", "Chư Jút", false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_buffer a = {0}, b = {0};
        pov_text_fold(cases[i].a, strlen(cases[i].a), &a);
        pov_text_fold(cases[i].b, strlen(cases[i].b), &b);
        CHECK(cases[i].name,
              (strcmp(pov_buffer_get(&a), pov_buffer_get(&b)) == 0) == cases[i].same);
        pov_buffer_fini(&a);
        pov_buffer_fini(&b);
    }
}

/* Two names, read. */
typedef struct two_names {
    pov_buffer a, b; /* folded */
    pov_arena arena;
    pov_name left, right;
} two_names;

static void read_two(two_names *n, const char *a, const char *b)
{
    *n = (two_names){.a = {0}};
    pov_name_fold(a, strlen(a), &n->a);
    pov_name_fold(b, strlen(b), &n->b);
    assert_int_equal(pov_name_read(pov_buffer_get(&n->a), &n->arena, &n->left), POV_OK);
    assert_int_equal(pov_name_read(pov_buffer_get(&n->b), &n->arena, &n->right), POV_OK);
}

static void forget_two(two_names *n)
{
    pov_arena_fini(&n->arena);
    pov_buffer_fini(&n->a);
    pov_buffer_fini(&n->b);
}

/* One spelling of each name, and what may mean one unit. */
static void names_of_units(void **state)
{
    static const struct {
        const char *a, *b;
        bool same, fit;
    } cases[] = {
        {"Hòa An", "Hoà An", true, true},
        {"Thủy Nguyên", "THUỶ NGUYÊN", true, true},
        {"Hỏa Lò", "Hoả Lò", true, true},
        {"Mã Họa", "Mã Hoạ", true, true},
        {"Lõa Hồ", "Loã Hồ", true, true},
        {"Quý Lộc", "Quí Lộc", true, true},
        {"Lý Sơn", "Lí Sơn", true, true},
        {"Hòe", "Hoè", true, true},
        {"Huy", "Hui", false, false},
        {"Thúy", "Thúi", false, false},
        {"Yên Bái", "Iên Bái", false, false},
        {"Đắk Song", "Đăk Song", true, true},
        {"Đắk Song", "Dak Song", false, true},
        {"Cư Jút", "Сư Jút", true, true}, /* С is Cyrillic */
        {"TP. Vinh", "Thành phố Vinh", true, true},
        {"TP Vinh", "TP.Vinh", true, true},
        {"H. Châu Thành, T. Bến Tre", "Huyện Châu Thành, Tỉnh Bến Tre", true, true},
        {"P1", "Phường 1", true, true},
        {"P. 1", "Q. 1", false, false},
        {"Phường 1", "1", false, false},
        {"Huyện Krông Nô", "Krong No", false, true},
        {"Quan Son", "Huyện Quan Sơn", false, true}, /* a name, or a quận */
        {"Quan Son", "Quận Sơn", false, true},
        {"Quan Son", "Huyện Sơn", false, false},
        {"Xã Tân An", "Phường Tân An", false, false},
        {"Tân An", "Tấn An", false, false},
        {"Huyện", "H.", false, false},
        {"Xã", "X", false, false},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        two_names n;
        read_two(&n, cases[i].a, cases[i].b);
        CHECK(cases[i].a, (strcmp(n.left.key, n.right.key) == 0) == cases[i].same);
        CHECK(cases[i].a, pov_names_fit(&n.left, &n.right) == cases[i].fit);
        CHECK(cases[i].b, pov_names_fit(&n.right, &n.left) == cases[i].fit);
        forget_two(&n);
    }
}

/* A unit that grew has the rank of what it was: huyện and quận, xã and phường; a province's city
 * has that of a district. */
static void kinds_that_a_unit_may_change(void **state)
{
    static const struct {
        const char *a, *b;
        bool may;
    } cases[] = {
        {"Huyện Thuận An", "Thành phố Thuận An", true},
        {"Thị xã Thuận An", "Quận Thuận An", true},
        {"Xã Hòa Long", "Phường Hòa Long", true},
        {"Xã Hòa Long", "Thị trấn Hòa Long", true},
        {"Xã Hòa Long", "Huyện Hòa Long", false},
        {"Xã Hòa Long", "Khu phố Hòa Long", false},
        {"Đặc khu Hòa Long", "Phường Hòa Long", true},
        {"Đặc khu Hòa Long", "Huyện Hòa Long", false},
        {"Khu phố Hòa Long", "Tổ dân phố Hòa Long", true},
        {"Xã Hòa Long", "Xã Hòa Long", false},
        {"Xã Hòa Long", "Phường Hòa Lông", false},
        {"Phường 1", "Xã 1", false},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        two_names n;
        read_two(&n, cases[i].a, cases[i].b);
        CHECK(cases[i].a, pov_names_change_kind(&n.left, &n.right) == cases[i].may);
        CHECK(cases[i].b, pov_names_change_kind(&n.right, &n.left) == cases[i].may);
        forget_two(&n);
    }
}

/* One text ends with the other after a blank, or is it with words before. */
static void ends_are_whole_words(void **state)
{
    static const char longer[] = " Tân An";
    (void)state;

    assert_true(pov_text_same_end("xã Tân An", "Tân An"));
    assert_true(pov_text_same_end("Tân An", "xã Tân An"));
    assert_false(pov_text_same_end("xãTân An", "Tân An"));
    assert_false(pov_text_same_end(longer + 1, "Tân An")); /* the blank before is not its own */
    assert_false(pov_text_same_end("xã Tân An", ""));
}

/* Text of ASCII alone goes a way of its own, and so do letters as Vietnamese has them; to the same
 * as with a letter after them that is neither. */
static void fold_both_ways(const char *text, size_t length)
{
    static const char letter[] = "ж";
    char longer[16];
    pov_buffer plain = {0}, other = {0};

    memcpy(longer, text, length);
    memcpy(longer + length, letter, sizeof letter);
    pov_text_fold(longer, length, &plain);
    pov_text_fold(longer, length + 2, &other);
    if (plain.length + 2 != other.length || memcmp(plain.data, other.data, plain.length) != 0) {
        fail_msg("\"%.*s\": \"%s\" and \"%s\"", (int)length, text, plain.data, other.data);
    }
    pov_buffer_fini(&plain);
    pov_buffer_fini(&other);
}

static void short_ways_of_folding_give_the_same(void **state)
{
    (void)state;
    for (int first = 0; first < 0x80; first++) {
        for (int second = 0; second < 0x80; second++) {
            const char text[] = {(char)first, 'B', (char)second, 'x'};
            fold_both_ways(text, sizeof text);
        }
    }
    for (int point = 0x80; point < 0x2000; point++) {
        char text[6] = {'H', 'o'};
        size_t length = 2;
        text[length++] = (char)(point < 0x800 ? 0xC0 | point >> 6 : 0xE0 | point >> 12);
        if (point >= 0x800) {
            text[length++] = (char)(0x80 | (point >> 6 & 0x3F));
        }
        text[length++] = (char)(0x80 | (point & 0x3F));
        text[length++] = 'O';
        fold_both_ways(text, length);
    }
}

/* The order of CLDR for "vi": letters a ă â b … d đ e ê … o ô ơ p … u ư v; then tones ngang, huyền,
 * hỏi, ngã, sắc, nặng. */
static void names_stand_in_the_order_of_the_alphabet(void **state)
{
    (void)state;
    static const char *const ordered[] = {
        "",          "An Giang",  "Bắc Giang", "Bến Tre",     "Cà Mau",   "Cần Thơ", "Cư Jút",
        "Dầu Tiếng", "Đắk Glong", "Đắk Mil",   "ĐẮK R’LẤP",   "Gia Lai",  "hoa",     "hòa",
        "hỏa",       "hõa",       "hóa",       "họa",         "Hoà Bình", "hoan",    "ô",
        "ơ",         "Phường 2",  "Phường 10", "Phường 010a", "Tuy Đức",  "tử",      "vĩ",
    };

    for (size_t i = 1; i < sizeof ordered / sizeof *ordered; i++) {
        pov_buffer before = {0}, after = {0};
        pov_text_sort_key(ordered[i - 1], strlen(ordered[i - 1]), &before);
        pov_text_sort_key(ordered[i], strlen(ordered[i]), &after);
        CHECK(ordered[i], strcmp(pov_buffer_get(&before), pov_buffer_get(&after)) < 0);
        pov_buffer_fini(&before);
        pov_buffer_fini(&after);
    }
}

static void printable_text_cannot_act(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *shown;
    } cases[] = {
        {"plain", "Đắk Mil", "Đắk Mil"},         {"escape", "a\x1b[31m", "a\\x1b[31m"},
        {"newline", "a\nb", "a\\x0ab"},          {"c1", "\xC2\x9B", "\\x9b"},
        {"override", "\xE2\x80\xAE", "\\u202e"}, {"bad byte", "\xFF", "\\xff"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_buffer out = {0};
        pov_text_printable(cases[i].text, strlen(cases[i].text), &out);
        CHECK_TEXT(cases[i].name, pov_buffer_get(&out), cases[i].shown);
        pov_buffer_fini(&out);
    }
}

static void widths_and_distances(void **state)
{
    (void)state;
    assert_int_equal(pov_text_width("Đắk R’Lấp"), 9);
    assert_int_equal(pov_text_width("Đa\xCC\x86\xCC\x81k"), 3);
    assert_int_equal(pov_text_distance("", "", 3), 0);
    assert_int_equal(pov_text_distance("poor", "poor", 3), 0);
    assert_int_equal(pov_text_distance("poor", "por", 3), 1);
    assert_int_equal(pov_text_distance("poor", "opor", 3), 1); /* neighbours swapped */
    assert_int_equal(pov_text_distance("Đắk", "Đăk", 3), 1);   /* code points, not bytes */
    assert_int_equal(pov_text_distance("abcdef", "uvwxyz", 3), 4);

    static const char *const words[] = {"poor_rate", "near_poor_rate", "persons"};
    assert_string_equal(pov_text_nearest("poor_rat", words, 3), "poor_rate");
    assert_string_equal(pov_text_nearest("Preson", words, 3), "persons");
    assert_null(pov_text_nearest("income", words, 3));

    /* typed without marks; of those with marks the nearer one is meant */
    static const char *const names[] = {"Đắk Mil", "Đắk Nông", "Gia Nghĩa", "Đăk Mil"};
    assert_string_equal(pov_text_nearest("Dak Nong", names, 4), "Đắk Nông");
    assert_string_equal(pov_text_nearest("dak nog", names, 4), "Đắk Nông");
    assert_string_equal(pov_text_nearest("GIA NGHIA", names, 4), "Gia Nghĩa");
    assert_string_equal(pov_text_nearest("Đăk Mi", names, 4), "Đăk Mil");
    assert_null(pov_text_nearest("Ha Noi", names, 4));
    static const char *const twice[] = {"Đống Đa"};
    assert_string_equal(pov_text_nearest("dong do", twice, 1), "Đống Đa");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_message_stays),
        cmocka_unit_test(long_text_is_cut_between_characters),
        cmocka_unit_test(a_precision_cuts_between_characters_too),
        cmocka_unit_test(every_code_has_a_text),
        cmocka_unit_test(problems_keep_the_first_errors_and_all_notes),
        cmocka_unit_test(growth_zeroes_and_refuses_overflow),
        cmocka_unit_test(arena_pieces_do_not_overlap),
        cmocka_unit_test(buffer_keeps_its_terminator),
        cmocka_unit_test(map_finds_what_was_put),
        cmocka_unit_test(hashes_are_siphash),
        cmocka_unit_test(utf8_is_told_from_other_bytes),
        cmocka_unit_test(names_are_folded),
        cmocka_unit_test(names_of_units),
        cmocka_unit_test(kinds_that_a_unit_may_change),
        cmocka_unit_test(ends_are_whole_words),
        cmocka_unit_test(short_ways_of_folding_give_the_same),
        cmocka_unit_test(names_stand_in_the_order_of_the_alphabet),
        cmocka_unit_test(printable_text_cannot_act),
        cmocka_unit_test(widths_and_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
