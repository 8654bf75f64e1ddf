/*
 * Households of a country that does not exist, for measuring: 63 provinces, 700 districts, 10,500
 * communes, twelve indicators. One seed gives one file, byte by byte, everywhere.
 *
 *     generate_households ROWS [mixed|quoted|plain] [SEED] > households.csv
 *
 * mixed   one commune in fifty is written in quotes (default)
 * quoted  every cell of text is
 * plain   none is
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROVINCES 63
#define DISTRICTS 700
#define COMMUNES 10500

static uint64_t state;

/* xorshift64*: a number below `limit` */
static uint32_t below(uint32_t limit)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(2685821657736338717) >> 33) % limit);
}

/* Two syllables and a number: "Đại Lộc 417". Not the name of any place, though it sounds so. */
static void name(char *out, size_t size, const char *kind, uint32_t number, const char *quote)
{
    static const char *const first[] = {"Đại", "Tân",  "Phú",   "Mỹ",   "Bình",
                                        "Hòa", "Vĩnh", "Quảng", "Nghĩa"};
    static const char *const second[] = {"Lộc", "Thạnh", "Hưng", "Đức", "Khê", "Sơn", "Thủy"};

    (void)snprintf(out, size, "%s%s %s %s %" PRIu32 "%s", quote, kind, first[number % 9],
                   second[number % 7], number, quote);
}

int main(int argc, char **argv)
{
    uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000;
    const char *style = argc > 2 ? argv[2] : "mixed";
    int all = strcmp(style, "quoted") == 0, some = strcmp(style, "mixed") == 0;
    const char *quote = all ? "\"" : "";

    state = (argc > 3 ? strtoull(argv[3], NULL, 10) : 20251231) * 2 + 1;
    (void)puts("household_id,province,district,commune,area,ethnic_minority,members,"
               "income_per_capita_vnd,employment,dependants,nutrition,health_insurance,"
               "adult_education,child_schooling,housing_quality,housing_area,water,sanitation,"
               "telecom,information_access");
    for (uint64_t row = 0; row < rows; row++) {
        uint32_t commune = (uint32_t)(row * COMMUNES / rows);
        uint32_t district = commune * DISTRICTS / COMMUNES;
        uint32_t province = district * PROVINCES / DISTRICTS;
        char p[64], d[64], c[64], lacks[32];
        name(p, sizeof p, "Tỉnh", province, quote);
        name(d, sizeof d, "Huyện", district, quote);
        name(c, sizeof c, "Xã", commune, some && commune % 50 == 0 ? "\"" : quote);
        int urban = commune % 3 == 0, minority = below(7) == 0;
        uint32_t income = 600 + below(600) * (1 + below(12)) * (urban ? 3 : 2) / 2;
        for (int i = 0; i < 12; i++) {
            lacks[2 * i] = below(minority ? 4 : 9) == 0 ? '1' : '0';
            lacks[2 * i + 1] = i < 11 ? ',' : '\0';
        }
        (void)printf("%sH%09" PRIu64 "%s,%s,%s,%s,%s%s%s,%d,%" PRIu32 ",%" PRIu32 "000,%s\n", quote,
                     row, quote, p, d, c, quote, urban ? "urban" : "rural", quote, minority,
                     1 + below(7), income, lacks);
    }
    return ferror(stdout) != 0 || fflush(stdout) != 0;
}
